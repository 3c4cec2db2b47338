import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { CheckedLeadView } from '../../../../api/leads/check-lead.ts';
import type { EnteredLeadView } from '../../../../api/leads/enter-lead.ts';
import { ProblemError } from '../api/index.ts';
import { faultsOf, useAct, useApp, useDraft, useSay } from '../app/index.ts';
import { Button, Choice, Choices, Field, Notice } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './add-screen.module.css';
import { isWhole, numberIn } from './number.ts';
import { checkLead, enterLead } from './routes.ts';

const origins = ['inbound', 'outbound'] as const;
const hows = ['notAsked', 'phone', 'inPerson', 'message'] as const;
const fields = ['phone', 'fullName', 'email', 'province', 'message'] as const;
type FieldName = (typeof fields)[number];

interface Typed extends Record<FieldName, string> {
  readonly products: readonly string[];
  readonly origin: string;
  readonly how: string;
}
const nothing: Typed = { phone: '', fullName: '', email: '', province: '', message: '', products: [], origin: 'inbound', how: 'notAsked' };

type Checked =
  | { readonly is: 'asking' | 'failed' | 'tooOften'; readonly phone: string }
  | { readonly is: 'known'; readonly phone: string; readonly people: CheckedLeadView['people'] }
  | null;

/** How long nobody types before it is asked whose a number is: of these questions a user has thirty an hour. */
const pauseMs = 400;

/** Somebody who stands here or calls: their number first, because it tells whether they are known. */
export function AddScreen() {
  const { ask, me, language } = useApp();
  const { add: words } = useTexts();
  const say = useSay();
  const [, go] = useLocation();
  // Where numbers are masked, the device keeps none, also none that was typed.
  const { draft: typed, change, forget } = useDraft('person', nothing, { isKept: !me.features.masking });
  const { products } = typed;
  // Another build may have known other ones.
  const origin = origins.find((one) => one === typed.origin) ?? 'inbound';
  const how = hows.find((one) => one === typed.how) ?? 'notAsked';
  const [faults, setFaults] = useState<Partial<Record<FieldName, string>>>({});
  const [entered, setEntered] = useState<EnteredLeadView | null>(null);
  const { isBusy, act } = useAct();
  const checked = useCheck(numberIn(typed.phone));

  const set = (field: FieldName) => (value: string) => {
    change({ [field]: value });
    setFaults({ ...faults, [field]: undefined });
  };
  const save = async () => {
    if (typed.phone.trim() === '' && typed.email.trim() === '') return setFaults({ phone: words.needsContact });
    const said = Object.fromEntries(fields.flatMap((field) => (typed[field].trim() === '' ? [] : [[field, typed[field].trim()]])));
    const body = {
      ...said,
      origin,
      ...(products.length > 0 ? { products: [...products] } : {}),
      ...(how === 'notAsked' ? {} : { consent: { contact: { how } } }),
    };
    await act(
      JSON.stringify(body),
      async (headers) => {
        const { body: answer } = await ask(enterLead, { headers, body });
        forget();
        if (answer.leadId === null) return setEntered(answer);
        say({ text: answer.relation === 'linked' ? words.linked : words.added });
        go(`/khach/${answer.leadId}`);
      },
      (error) => {
        const at = Object.keys(faultsOf(error)).flatMap((path) => fields.find((field) => field === path) ?? []);
        setFaults(Object.fromEntries(at.map((field) => [field, words.faults[field]])));
        return at.length > 0;
      },
    );
  };
  if (entered !== null) {
    const who = entered.owner?.name ?? entered.pool?.name[language] ?? words.nobodyYet;
    return (
      <Notice title={words.otherTitle} act={{ name: words.another, onClick: () => setEntered(null) }}>
        {entered.relation === null ? words.added : words.other(who)}
      </Notice>
    );
  }
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h1>{words.title}</h1>
      <Field label={words.phone} kind="tel" value={typed.phone} onInput={set('phone')} fault={faults.phone} isFocused maxLength={320} />
      <Known checked={checked} />
      <Field label={words.fullName} value={typed.fullName} onInput={set('fullName')} fault={faults.fullName} maxLength={320} />
      <Choice label={words.consent} values={hows} words={words.hows} chosen={how} onChoose={(next) => change({ how: next })} />
      {me.products.length > 0 ? (
        <Choices
          label={words.products}
          options={me.products.map(({ productId, names }) => ({ value: productId, name: names[language] }))}
          chosen={products}
          onChoose={(next) => change({ products: next })}
        />
      ) : null}
      <details class={styles.more} open={faults.email !== undefined || faults.province !== undefined}>
        <summary>{words.more}</summary>
        <Choice label={words.origin} values={origins} words={words.origins} chosen={origin} onChoose={(next) => change({ origin: next })} />
        <Field label={words.email} kind="email" value={typed.email} onInput={set('email')} fault={faults.email} maxLength={320} />
        <Field label={words.province} value={typed.province} onInput={set('province')} fault={faults.province} maxLength={320} />
        <Field label={words.message} value={typed.message} onInput={set('message')} fault={faults.message} isLong maxLength={4_000} />
      </details>
      <div class={styles.save}>
        <Button onClick={() => void save()} isBusy={isBusy}>
          {words.save}
        </Button>
      </div>
      <button type="submit" hidden />
    </form>
  );
}

/** Whose a number is, asked once for each that is whole; nobody is asked of one that is still being typed. */
function useCheck(phone: string): Checked {
  const { ask, me } = useApp();
  const [checked, setChecked] = useState<Checked>(null);
  const known = useRef(new Map<string, Checked>());
  useEffect(() => {
    if (!('lead.check' in me.rights) || !isWhole(phone)) return setChecked(null);
    const before = known.current.get(phone);
    if (before) return setChecked(before);
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      setChecked({ is: 'asking', phone });
      try {
        const { body } = await ask(
          checkLead,
          { headers: { 'Idempotency-Key': crypto.randomUUID() }, body: { phone } },
          { signal: asking.signal },
        );
        const answer: Checked = { is: 'known', phone, people: body.people };
        known.current.set(phone, answer);
        setChecked(answer);
      } catch (error) {
        if (asking.signal.aborted) return;
        const status = error instanceof ProblemError ? error.problem.status : null;
        setChecked(status === 422 ? null : { is: status === 429 ? 'tooOften' : 'failed', phone });
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [ask, me.rights, phone]);
  return checked;
}

function Known({ checked }: { readonly checked: Checked }) {
  const { me, language } = useApp();
  const { add: words } = useTexts();
  const people = checked?.is === 'known' ? checked.people : [];
  const told = {
    asking: words.checking,
    failed: words.checkFailed,
    tooOften: words.checkedOften,
    known: people.length === 0 ? words.isNew : words.isKnown,
  };
  return (
    <div class={styles.known} role="status" data-is={people.length > 0 ? 'somebody' : (checked?.is ?? 'nothing')}>
      {checked === null ? null : <p>{told[checked.is]}</p>}
      {people.map(({ leadId, owner, pool }) => (
        <p key={leadId ?? owner?.repId ?? 'nobody'} class={styles.person}>
          <span>
            {words.isSomebodys(
              owner === null ? words.nobodyYet : owner.repId === me.repId ? (me.name ?? owner.repId) : (owner.name ?? owner.repId),
              pool?.name[language] ?? '',
            )}
          </span>
          {leadId === null ? null : (
            <a class={styles.open} href={`#/khach/${encodeURIComponent(leadId)}`}>
              {words.open}
            </a>
          )}
        </p>
      ))}
    </div>
  );
}
