import { Button, Skeleton } from "@mantine/core";
import { CloudOff, Plus } from "lucide-react";
import { useState } from "react";

import type { Plan } from "../../../state/model";
import { CHANGED, usePlan, useSavePlan, usualPlan } from "../../../state/plan";
import { Fault, useMembers } from "../../../state/resources";
import { faultText } from "../../parts/fault";
import { Empty } from "../../parts/Empty";
import { PageHead } from "../PageHead";
import { useWords } from "../useWords";
import { CallFields } from "./CallFields";
import { formOf, MOST, planOf, warningOf, wrongIn, type PlanForm } from "./form";
import { WarningRow } from "./WarningRow";
import classes from "./Windows.module.css";

/** Who is told, and what is done, before a window closes while a customer waits. */
export function Windows() {
  const { t, words } = useWords();
  const plan = usePlan();
  return (
    <>
      <PageHead title={t("windows")} lead={t("windowsLead")} />
      {plan.isPending && <Skeleton height={220} radius={10} />}
      {plan.isError && !plan.data && (
        <Empty icon={CloudOff} title={t("couldNot")} alert>
          <Button variant="default" onClick={() => void plan.refetch()}>
            {words("list.again")}
          </Button>
        </Empty>
      )}
      {plan.data && <Form present={plan.data} />}
    </>
  );
}

function Form({ present }: { present: Plan }) {
  const { t, words } = useWords();
  const save = useSavePlan();
  const [over, setOver] = useState(present);
  const [form, setForm] = useState<PlanForm>(() => formOf(present));
  const [tried, setTried] = useState(false);
  /** What was saved as it stands there; what is written since is not. */
  const [saved, setSaved] = useState<PlanForm>();
  const wrong = wrongIn(form);
  const shown = tried ? wrong : {};
  const fault = save.error instanceof Fault ? save.error : save.error ? new Fault("", 0, "") : undefined;
  const changed = fault?.code === CHANGED;
  const by = useMembers().find((each) => each.id === present.changedBy)?.name;
  const takeTheirs = () => {
    setOver(present);
    setForm(formOf(present));
    save.reset();
  };
  const submit = (base: Plan) => {
    setTried(true);
    if (Object.keys(wrong).length > 0 || save.isPending) return;
    const onSuccess = (plan: Plan) => {
      setOver(plan);
      setTried(false);
      setSaved(form);
    };
    save.mutate({ wanted: planOf(form), version: base.version }, { onSuccess });
  };
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        submit(over);
      }}
    >
      <Warnings form={form} mails={present.mail} wrong={shown} onChange={setForm} />
      <section className={classes.section} aria-labelledby="call">
        <h3 className={classes.title} id="call">
          {t("wnCall")}
        </h3>
        <p className={classes.about}>{t("wnCallLead")}</p>
        <CallFields call={form.call} wrong={shown} onChange={(call) => setForm({ ...form, call })} />
      </section>
      {fault && (
        <div className={classes.fault} role="alert">
          {changed ? t(by ? "wnChangedBy" : "wnChanged", { name: by }) : faultText(words, fault)}
          {changed && (
            <span className={classes.buttons}>
              <Button variant="default" onClick={takeTheirs}>
                {t("wnTheirs")}
              </Button>
              <Button variant="default" onClick={() => submit(present)}>
                {t("wnMine")}
              </Button>
            </span>
          )}
        </div>
      )}
      <div className={classes.foot}>
        <Button size="sm" variant="default" onClick={() => setForm(formOf(usualPlan))}>
          {t("wnUsual")}
        </Button>
        <span className={classes.said} role="status">
          {saved === form ? t("wnSaved") : ""}
        </span>
        <Button size="sm" type="submit" loading={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

interface WarningsProps {
  form: PlanForm;
  mails: boolean;
  wrong: ReturnType<typeof wrongIn>;
  onChange: (form: PlanForm) => void;
}

function Warnings({ form, mails, wrong, onChange }: WarningsProps) {
  const { t } = useWords();
  const { warnings } = form;
  return (
    <section className={classes.section} aria-labelledby="warnings">
      <h3 className={classes.title} id="warnings">
        {t("wnWarnings")}
      </h3>
      <p className={classes.about}>
        {t("wnWarningsLead")} {!mails && t("wnNoMail")}
      </p>
      {warnings.some(({ to }) => to === "team") && <p className={classes.about}>{t("wnTeamLead")}</p>}
      {warnings.length === 0 && <p className={classes.none}>{t("wnNone")}</p>}
      {warnings.map((warning, i) => (
        <WarningRow
          key={warning.key}
          warning={warning}
          n={i + 1}
          mails={mails}
          wrong={wrong[warning.key]}
          onChange={(next) =>
            onChange({ ...form, warnings: warnings.map((w) => (w.key === warning.key ? next : w)) })
          }
          onRemove={() => onChange({ ...form, warnings: warnings.filter((w) => w.key !== warning.key) })}
        />
      ))}
      {warnings.length < MOST && (
        <Button
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange({ ...form, warnings: [...warnings, warningOf(15, "assignee")] })}
        >
          {t("wnAdd")}
        </Button>
      )}
    </section>
  );
}
