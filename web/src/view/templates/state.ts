import windows from "../../words/window.json";
import { useWindowWords } from "../parts/useWindowWords";

type Category = keyof typeof windows.category;
type Status = keyof typeof windows.status;

/** The platform's category in words; one we do not know stays as it is. */
export function useCategory(): (category: string) => string {
  const { w } = useWindowWords();
  return (category) => (category in windows.category ? w(`category.${category as Category}`) : category);
}

/** Why a template may not be sent, in words. */
export function useStatus(): (status: string, unfillable: string) => string {
  const { w } = useWindowWords();
  return (status, unfillable) => {
    if (status === "approved") return w("status.unfillable", { part: unfillable });
    return status in windows.status ? w(`status.${status as Exclude<Status, "unfillable">}`) : status;
  };
}
