import { stripVTControlCharacters } from "node:util";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** How many lines of an error tell what happened. */
const LINES = 14;

/** Says at the very end, where a cut log still has it, what failed and why. */
export default class Summary implements Reporter {
  private readonly failed: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus) return;
    const why = stripVTControlCharacters(result.errors.map((e) => e.message ?? "").join("\n"));
    const [said = ""] = why.split("Browser logs:");
    const lines = said.trimEnd().split("\n").slice(0, LINES);
    this.failed.push([test.titlePath().slice(1).join(" › "), ...lines].join("\n    "));
  }

  onEnd(): void {
    if (this.failed.length > 0) console.log(`\nWhat failed:\n\n  ${this.failed.join("\n\n  ")}\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
