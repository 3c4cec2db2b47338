import { useEffect, useMemo, useState } from 'preact/hooks';
import { useParams } from 'wouter-preact';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { everyHalfMinute, noteOpened, storeOfDevice, useApp, useAsk } from '../app/index.ts';
import { Asked } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { Composer } from './composer.tsx';
import { EditSheet } from './edit-sheet.tsx';
import { Head } from './head.tsx';
import { History } from './history-view.tsx';
import styles from './lead.module.css';
import { Facts } from './lead-facts.tsx';
import { MoveSheet } from './move-sheet.tsx';
import { readLead } from './routes.ts';
import { Findings, NextTask, Proposals, Why } from './told.tsx';

const parts = 'timeline,tasks,decision,notes,calls,moves,colleagues';

/** One person: who, why you, what to know, what is next, and everything that happened. */
export function LeadScreen() {
  const { leadId = '' } = useParams<{ leadId: string }>();
  // Another person is another page: nothing that was typed about one may be saved about the other.
  return <LeadPage key={leadId} leadId={leadId} />;
}

function LeadPage({ leadId }: { readonly leadId: string }) {
  const { language, me } = useApp();
  const request = useMemo(() => ({ params: { leadId }, query: { include: parts, lang: language } }), [leadId, language]);
  const { asked, again } = useAsk(readLead, request, { everyMs: everyHalfMinute });
  const isThere = asked.is === 'there';
  useEffect(() => {
    if (isThere) noteOpened(storeOfDevice(), me.userId, leadId);
  }, [isThere, me.userId, leadId]);
  return (
    <Asked asked={asked} again={again}>
      {(lead) => <LeadView lead={lead} again={again} />}
    </Asked>
  );
}

function LeadView({ lead, again }: { readonly lead: LeadPageView; readonly again: () => Promise<void> }) {
  const { me } = useApp();
  const { lead: words } = useTexts();
  const [sheet, setSheet] = useState<'move' | 'edit' | null>(null);
  const name = lead.fullName ?? words.unnamed;
  useEffect(() => {
    const before = document.title;
    document.title = `${name} · Phễu`;
    return () => {
      document.title = before;
    };
  }, [name]);
  const mayEdit = 'lead.correct' in me.rights;
  return (
    <div class={styles.page}>
      <Head lead={lead} name={name} onMove={() => setSheet('move')} onEdit={mayEdit ? () => setSheet('edit') : null} />
      <Why lead={lead} />
      <Findings findings={lead.findings ?? []} />
      <Proposals lead={lead} again={again} />
      {lead.tasks ? <NextTask tasks={lead.tasks} again={again} /> : null}
      {'lead.note' in me.rights ? <Composer lead={lead} again={again} /> : null}
      <History lead={lead} />
      <Facts lead={lead} />
      {sheet === 'move' ? <MoveSheet lead={lead} again={again} onClose={() => setSheet(null)} /> : null}
      {sheet === 'edit' ? <EditSheet lead={lead} again={again} onClose={() => setSheet(null)} /> : null}
    </div>
  );
}
