import { useState } from "react";

import { EmailPassword } from "./EmailPassword";
import { NewPassword } from "./NewPassword";

/** The two steps of signing in; the second only for those who have never been here. */
export function SignIn() {
  const [step, setStep] = useState<{ email: string; session: string }>();
  if (step) return <NewPassword {...step} back={() => setStep(undefined)} />;
  return <EmailPassword onNewPassword={setStep} />;
}
