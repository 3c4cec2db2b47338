import { useEffect, useState } from 'preact/hooks';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import type { MergePreview } from '../../../../api/leads/merge-leads.ts';
import { problemText, productNames, useAct, useApp, useSay } from '../app/index.ts';
import { Button, Sheet, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { type Candidate, compared } from './merge-fields.ts';
import { readable } from './phone.ts';
import { dropMergeCandidate, mergeLeads, undoMerge } from './routes.ts';
import styles from './same-person.module.css';

interface MergeSheetProps {
  readonly lead: LeadPageView;
  readonly candidate: Candidate;
  readonly again: () => Promise<void>;
  readonly onClose: () => void;
}

/** Two records side by side, with what would stay: they are one person, which can be undone, or two, which is not asked again. */
export function MergeSheet({ lead, candidate: { other }, again, onClose }: MergeSheetProps) {
  const { ask, language } = useApp();
  const texts = useTexts();
  const { lead: words } = texts;
  const say = useSay();
  const { isBusy, act } = useAct();
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const { leadId } = lead;
  const otherLeadId = other.leadId;
  const refused = (error: unknown) => {
    setFault(problemText(error, texts, language));
    return true;
  };
  const look = () =>
    act(
      `look ${otherLeadId}`,
      async (headers) => {
        const { body } = await ask(mergeLeads, { params: { leadId }, headers, body: { otherLeadId, preview: true } });
        setPreview(body.preview);
        setFault(null);
      },
      refused,
    );
  useEffect(() => void look(), [otherLeadId]);
  const part = () =>
    void act(`part ${otherLeadId}`, async (headers) => {
      await ask(undoMerge, { params: { leadId }, headers, body: { otherLeadId } });
      await again();
    });
  const merge = () =>
    act(
      `merge ${otherLeadId}`,
      async (headers) => {
        await ask(mergeLeads, { params: { leadId }, headers, body: { otherLeadId } });
        say({ text: words.merged, undo: part });
        onClose();
        await again();
      },
      refused,
    );
  const drop = () =>
    act(
      `drop ${otherLeadId}`,
      async (headers) => {
        await ask(dropMergeCandidate, { params: { leadId }, headers, body: { otherLeadId } });
        say({ text: words.areTwo });
        onClose();
        await again();
      },
      refused,
    );
  return (
    <Sheet title={words.compareTitle} onClose={onClose}>
      {preview === null && fault === null ? <Waiting /> : null}
      {preview === null ? null : <Table lead={lead} other={other.fullName} preview={preview} />}
      {fault === null ? null : (
        <p class={styles.same} role="alert">
          {fault}
        </p>
      )}
      {preview === null && fault === null ? null : (
        <div class={styles.decide}>
          <Button onClick={() => void merge()} isBusy={isBusy}>
            {words.isOne}
          </Button>
          <Button kind="plain" onClick={() => void drop()} isBusy={isBusy}>
            {words.isTwo}
          </Button>
          <p class={styles.soft}>{words.mergeHint}</p>
        </div>
      )}
    </Sheet>
  );
}

interface TableProps {
  readonly lead: LeadPageView;
  readonly other: string | null;
  readonly preview: MergePreview;
}

function Table({ lead, other, preview }: TableProps) {
  const { me, language } = useApp();
  const { lead: words } = useTexts();
  const names: Readonly<Record<string, string>> = words.mergedFields;
  const nameOf = (field: string): string | null => {
    const own = field.startsWith('extra.') ? field.slice('extra.'.length) : null;
    if (own === null) return names[field] ?? null;
    return lead.fields.find(({ fieldId }) => fieldId === own)?.labels[language] ?? own;
  };
  const written = (field: string, text: string): string => {
    if (field === 'products') return productNames(text.split(', '), me.products, language).join(', ');
    return field === 'phone' ? readable({ raw: text, e164: text, valid: true }) : text;
  };
  const nothing = '–';
  return (
    <>
      <table class={styles.compared}>
        <thead>
          <tr>
            <th scope="col">{words.thisRecord}</th>
            <th scope="col">{other ?? words.unnamed}</th>
          </tr>
        </thead>
        {compared(preview, nameOf, written).map(({ name, lead: own, other: theirs, from }) => (
          <tbody key={name}>
            <tr>
              <th scope="rowgroup" colSpan={2}>
                {name}
              </th>
            </tr>
            <tr>
              <td data-stays={from !== 'other'}>{own ?? nothing}</td>
              <td data-stays={from !== 'lead'}>{theirs ?? nothing}</td>
            </tr>
          </tbody>
        ))}
      </table>
      {preview.refused.length === 0 ? null : (
        <p>{words.staysRefused(preview.refused.map((purpose) => words.purposes[purpose]).join(', '))}</p>
      )}
    </>
  );
}
