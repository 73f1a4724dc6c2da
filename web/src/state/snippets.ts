// Snippets: read as a whole, they are few; changed by anybody who may.
import { useMutation, useQuery } from "@tanstack/react-query";

import * as calls from "../net/snippets";
import { put } from "../net/upload";
import type { Snippet } from "./model";
import { queries } from "./resources";

const KEY = ["snippets"];

export function useSnippets() {
  return useQuery({ queryKey: KEY, queryFn: calls.listSnippets, select: (page) => page.items });
}

/** What somebody wrote; `file` absent leaves the present one, null takes it away. */
export interface Written {
  title: string;
  body: string;
  shortcut?: string;
  file?: File | null;
}

/** Makes a snippet, or changes the one with this id. */
export function useSaveSnippet(id?: string) {
  return useMutation({
    mutationFn: async ({ file, ...parts }: Written) => {
      const uploadId = file ? await upload(file) : undefined;
      if (!id) return calls.makeSnippet({ ...parts, shortcut: parts.shortcut || undefined, uploadId });
      return calls.changeSnippet(id, { ...parts, uploadId: file === null ? null : uploadId });
    },
    onSuccess: (saved: Snippet) => {
      queries.setQueryData<{ items: Snippet[] }>(
        KEY,
        (held) => held && { items: withOne(held.items, saved) },
      );
      return again();
    },
  });
}

export function useDeleteSnippet() {
  return useMutation({ mutationFn: calls.deleteSnippet, onSuccess: again });
}

const again = () => queries.invalidateQueries({ queryKey: KEY });

const withOne = (all: readonly Snippet[], one: Snippet): Snippet[] =>
  all.some((s) => s.id === one.id) ? all.map((s) => (s.id === one.id ? one : s)) : [...all, one];

async function upload(file: File): Promise<string> {
  const mime = file.type || "application/octet-stream";
  const to = await calls.beginSnippetUpload({ name: file.name, mime, size: file.size });
  await put(to, file, () => undefined, new AbortController().signal);
  return to.id;
}
