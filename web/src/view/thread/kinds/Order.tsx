import { ShoppingBag } from "lucide-react";

import type { Message } from "../../../state/model";
import { list, text, tree } from "../details";
import { PlainText } from "../PlainText";
import classes from "./Kinds.module.css";
import { Typed } from "./Typed";
import { useLaterWords } from "../../parts/useLaterWords";

interface Item {
  id: string;
  quantity: number;
  price: number;
  currency: string;
}

/** What was ordered, and what it comes to. */
export function Order({ message }: { message: Message }) {
  const { t } = useLaterWords();
  const items = list(tree(message.details, "order"), "product_items").map(itemOf);
  return (
    <Typed icon={ShoppingBag} kind={`${t("message.order")} · ${t("message.items", { count: items.length })}`}>
      {message.text && <PlainText text={message.text} />}
      <Lines items={items} />
    </Typed>
  );
}

function Lines({ items }: { items: readonly Item[] }) {
  const { k } = useLaterWords();
  if (items.length === 0) return null;
  const sums = new Map<string, number>();
  for (const { currency, price, quantity } of items) {
    sums.set(currency, (sums.get(currency) ?? 0) + price * quantity);
  }
  return (
    <table className={classes.order}>
      <tbody>
        {items.map((item, i) => (
          // The same thing can be in an order twice.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={i}>
            <td>{item.quantity} ×</td>
            <td>
              <bdi>{item.id}</bdi>
            </td>
            <td>{item.price > 0 && money(item.price * item.quantity, item.currency)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {[...sums].map(
          ([currency, sum]) =>
            sum > 0 && (
              <tr key={currency}>
                <th colSpan={2} scope="row">
                  {k("kind.sum")}
                </th>
                <td>{money(sum, currency)}</td>
              </tr>
            ),
        )}
      </tfoot>
    </table>
  );
}

function itemOf(item: unknown): Item {
  return {
    id: text(item, "product_retailer_id") || text(item, "name"),
    quantity: Number(text(item, "quantity")) || 1,
    price: Number(text(item, "item_price")) || 0,
    currency: text(item, "currency"),
  };
}

function money(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat(navigator.language, { style: "currency", currency }).format(amount);
  } catch {
    // Not a currency's code: the platform's words stand beside the number.
    return `${amount.toFixed(2)} ${currency}`.trim();
  }
}
