// The calls about snippets. Each throws a Fault.
import { done, http, must } from "./http";
import type { NewSnippet, SnippetChange } from "./shapes";

const at = (id: string) => ({ params: { path: { id } } });

export const listSnippets = () => must(http.GET("/snippets"));
export const makeSnippet = (body: NewSnippet) => must(http.POST("/snippets", { body }));
/** Changes what is named; uploadId null takes the file away. */
export const changeSnippet = (id: string, body: SnippetChange) =>
  must(http.PATCH("/snippets/{id}", { ...at(id), body }));
export const deleteSnippet = (id: string) => done(http.DELETE("/snippets/{id}", at(id)));
export const beginSnippetUpload = (file: { name: string; mime: string; size: number }) =>
  must(http.POST("/uploads", { body: { ...file, for: "snippet" } }));
