import { useState } from 'preact/hooks';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { ProblemError } from '../api/index.ts';
import { faultsOf, problemText, useAct, useApp, useDraft, useSay } from '../app/index.ts';
import { Button, Choices, Field, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './edit.module.css';
import { type Draft, draftOf, type EditedField, editedFields, editsIn, type FieldPath, rebased } from './edits.ts';
import { OwnFields } from './own-fields.tsx';
import { editLead, readLead } from './routes.ts';

const kinds: Readonly<Partial<Record<EditedField, 'tel' | 'email'>>> = { phone: 'tel', email: 'email' };

interface EditSheetProps {
  readonly lead: LeadPageView;
  readonly again: () => Promise<void>;
  readonly onClose: () => void;
}

const untouched = (lead: LeadPageView) => ({ base: draftOf(lead), version: lead.version, draft: draftOf(lead) });

/** Puts the record right. Whoever was quicker is told, and nothing that was typed is lost. */
export function EditSheet({ lead, again, onClose }: EditSheetProps) {
  const { ask, me, language } = useApp();
  const texts = useTexts();
  const { lead: words } = texts;
  const say = useSay();
  const { isBusy, act } = useAct();
  // The page goes on asking behind the sheet: what is edited is the record as it was opened.
  const {
    draft: { base, version, draft },
    change,
    forget,
    // Where numbers are masked, the device keeps none, also none that was typed.
  } = useDraft(`edit:${lead.leadId}`, untouched(lead), { isKept: !me.features.masking });
  const setDraft = (next: Draft) => change({ draft: next });
  const [faults, setFaults] = useState<Partial<Record<FieldPath, string>>>({});
  const [conflicts, setConflicts] = useState<Partial<Record<FieldPath, string>> | null>(null);
  const labels: Readonly<Record<EditedField, string>> = {
    fullName: words.fullName,
    phone: words.phone,
    email: words.email,
    company: words.company,
    title: words.jobTitle,
    province: words.province,
  };
  const isHidden = (field: EditedField): boolean =>
    base[field] === '' && ((field === 'phone' && lead.phone !== null) || (field === 'email' && lead.email !== null));
  const params = { leadId: lead.leadId };
  const catchUp = async () => {
    const { body } = await ask(readLead, { params });
    const now = draftOf(body);
    const next = rebased(base, draft, now);
    change({ base: now, version: body.version, draft: next.draft });
    setConflicts(next.conflicts);
  };
  const save = () => {
    const edits = editsIn(base, draft);
    if (Object.keys(edits).length === 0) {
      say({ text: words.nothingChanged });
      return onClose();
    }
    return act(
      `edit ${version} ${JSON.stringify(edits)}`,
      async (headers) => {
        await ask(editLead, { params, headers: { ...headers, 'If-Match': `"${version}"` }, body: edits });
        forget();
        say({ text: words.saved });
        onClose();
        await again();
      },
      (error) => {
        if (!(error instanceof ProblemError)) return false;
        if (error.problem.status === 412) {
          void catchUp().catch((failure) => say({ text: problemText(failure, texts, language) }));
          return true;
        }
        if (error.problem.status === 409) {
          setFaults({ email: words.faults.email });
          return true;
        }
        const at = Object.keys(faultsOf(error)).flatMap((path) => {
          const [field = ''] = path.split('.');
          if (field === 'extra') return [[path, texts.problems.fields.extra] as const];
          return editedFields.flatMap((one) => (one === field ? [[one, words.faults[one]] as const] : []));
        });
        setFaults(Object.fromEntries(at));
        return at.length > 0;
      },
    );
  };
  return (
    <Sheet title={words.editTitle} onClose={onClose}>
      {conflicts === null ? null : (
        <p class={styles.conflict} role="alert">
          {words.conflict}
        </p>
      )}
      {editedFields.map((field) => {
        const now = conflicts?.[field];
        return (
          <div key={field}>
            <Field
              label={isHidden(field) ? `${labels[field]} (${words.masked})` : labels[field]}
              kind={kinds[field] ?? 'text'}
              value={draft[field]}
              onInput={(value) => {
                setDraft({ ...draft, [field]: value });
                setFaults({ ...faults, [field]: undefined });
              }}
              fault={faults[field]}
              maxLength={320}
            />
            {now === undefined ? null : <p class={styles.now}>{words.nowSays(now === '' ? words.empty : now)}</p>}
          </div>
        );
      })}
      {me.products.length > 0 ? (
        <Choices
          label={words.products}
          options={me.products.map(({ productId, names }) => ({ value: productId, name: names[language] }))}
          chosen={draft.products}
          onChoose={(products) => setDraft({ ...draft, products })}
        />
      ) : null}
      <OwnFields
        values={draft.extra}
        hidden={new Set(lead.fields.flatMap(({ fieldId, masked }) => (masked ? [fieldId] : [])))}
        onChange={(name, value) => {
          setDraft({ ...draft, extra: { ...draft.extra, [name]: value } });
          setFaults({ ...faults, [`extra.${name}`]: undefined });
        }}
        faults={faults}
        conflicts={conflicts}
      />
      <Button onClick={() => void save()} isBusy={isBusy}>
        {words.save}
      </Button>
    </Sheet>
  );
}
