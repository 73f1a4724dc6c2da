// The calls about snippets. Each throws a Fault.
import { done, must } from "./http";
import { loose } from "./loose";
import type { Snippet, Upload } from "./shapes";

/** What a snippet is made of; uploadId null takes its file away. */
export interface SnippetParts {
  title: string;
  body: string;
  shortcut?: string;
  uploadId?: string | null;
}

const at = (id: string) => ({ params: { path: { id } } });

export const listSnippets = () => must(loose.GET("/snippets")) as Promise<{ items: Snippet[] }>;
export const makeSnippet = (body: SnippetParts) =>
  must(loose.POST("/snippets", { body })) as Promise<Snippet>;
export const changeSnippet = (id: string, body: SnippetParts) =>
  must(loose.PATCH("/snippets/{id}", { ...at(id), body })) as Promise<Snippet>;
export const deleteSnippet = (id: string) => done(loose.DELETE("/snippets/{id}", at(id)));
export const beginSnippetUpload = (file: { name: string; mime: string; size: number }) =>
  must(loose.POST("/uploads", { body: { ...file, for: "snippet" } })) as Promise<Upload>;
