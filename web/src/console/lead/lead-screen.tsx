import { useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation, useParams } from 'wouter-preact';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { everyHalfMinute, moveWriting, noteOpened, storeOfDevice, useApp, useAsk, useKeys, useSay } from '../app/index.ts';
import { DeclineSheet } from '../decline/index.ts';
import { useHeldEnds } from '../held/index.ts';
import { LateActs } from '../late/index.ts';
import { LetterSheet } from '../letter/index.ts';
import { type Callee, type Calling, useCalling } from '../outcome/index.ts';
import { Asked, Button } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { CompanyOfLead } from './company-of-lead.tsx';
import { Composer, type Composing, UnsavedNote } from './composer.tsx';
import { ConsentSheet } from './consent-sheet.tsx';
import { EditSheet } from './edit-sheet.tsx';
import { Head } from './head.tsx';
import type { SavedNote } from './history.ts';
import { History } from './history-view.tsx';
import styles from './lead.module.css';
import { Facts } from './lead-facts.tsx';
import { MoveSheet } from './move-sheet.tsx';
import { offeredSubject } from './offered.ts';
import { shownNumber } from './phone.ts';
import { readLead } from './routes.ts';
import { Candidates, Members } from './same-person.tsx';
import { Tags } from './tags.tsx';
import { Findings, NextTask, Proposals, Why } from './told.tsx';
import { Written } from './written.tsx';

const parts = 'timeline,tasks,decision,notes,replies,letters,calls,moves,colleagues,written,lateActs,samePerson,companyOfLead,sourceName';

/** One person: who, why you, what to know, what is next, and everything that happened. */
export function LeadScreen() {
  const { leadId = '' } = useParams<{ leadId: string }>();
  // Another person is another page: nothing that was typed about one may be saved about the other.
  return <LeadPage key={leadId} leadId={leadId} />;
}

function LeadPage({ leadId }: { readonly leadId: string }) {
  const { language, me, outbox } = useApp();
  const { lead: words } = useTexts();
  const say = useSay();
  const request = useMemo(() => ({ params: { leadId }, query: { include: parts, lang: language } }), [leadId, language]);
  const { asked, again } = useAsk(readLead, request, { everyMs: everyHalfMinute });
  const [, go] = useLocation();
  // Whoever is on the phone notes how it ended also where the lead is somebody else's by then: it is kept for the leader.
  const calling = useCalling({ onLogged: () => void again(), onNext: () => go('/viec'), onChanged: () => void again() });
  useHeldEnds(leadId, again);
  const isThere = asked.is === 'there';
  useEffect(() => {
    if (isThere) noteOpened(storeOfDevice(), me.userId, leadId);
  }, [isThere, me.userId, leadId]);
  // Read by its own id, a record that is part of another one is answered by that one.
  const survivor = asked.is === 'there' && asked.body.leadId !== leadId ? asked.body : null;
  useEffect(() => {
    if (survivor === null) return;
    moveWriting(me.userId, leadId, survivor.leadId);
    void outbox.move(leadId, survivor.leadId).catch(() => {});
    say({ text: words.isMerged(survivor.fullName ?? words.unnamed) });
    go(`/khach/${survivor.leadId}`, { replace: true });
  }, [survivor?.leadId]);
  if (survivor !== null) return calling.sheet;
  return (
    <>
      <Asked asked={asked} again={again}>
        {(lead) => <LeadView lead={lead} again={again} calling={calling} />}
      </Asked>
      {asked.is === 'failed' && 'lead.note' in me.rights ? <UnsavedNote leadId={leadId} again={again} /> : null}
      {calling.sheet}
    </>
  );
}

interface LeadViewProps {
  readonly lead: LeadPageView;
  readonly again: () => Promise<void>;
  readonly calling: Calling;
}

function LeadView({ lead, again, calling }: LeadViewProps) {
  const { me } = useApp();
  const { lead: words } = useTexts();
  const [, go] = useLocation();
  const [sheet, setSheet] = useState<'on' | 'back' | 'edit' | 'decline' | 'consent' | 'letter' | null>(null);
  const [composing, setComposing] = useState<Composing>({ what: 'note', asked: 0 });
  const [saved, setSaved] = useState<readonly SavedNote[]>([]);
  const name = lead.fullName ?? ('lead.contact' in me.rights ? words.unnamed : words.aLead);
  useEffect(() => {
    const before = document.title;
    document.title = `${name} · Phễu`;
    return () => {
      document.title = before;
    };
  }, [name]);
  const [mayEdit, mayMove, mayWrite, mayAnswer] = (['lead.correct', 'lead.move', 'lead.note', 'lead.accept'] as const).map(
    (right) => right in me.rights,
  );
  const offered = offeredSubject(lead, me.repId);
  const callee: Callee | null =
    'call.log' in me.rights && lead.phone !== null
      ? { leadId: lead.leadId, subject: offered ?? 'lead', name, phone: shownNumber(lead.phone), isOffered: offered !== null }
      : null;
  const compose = (what: Composing['what']) => setComposing(({ asked }) => ({ what, asked: asked + 1 }));
  useKeys({
    ...(callee === null ? {} : { c: () => void calling.call(callee), l: () => calling.log(callee) }),
    ...(mayWrite ? { n: () => compose('note'), t: () => compose('task') } : {}),
    ...(mayMove ? { ']': () => setSheet('on'), '[': () => setSheet('back') } : {}),
    ...(mayEdit ? { e: () => setSheet('edit') } : {}),
  });
  return (
    <div class={styles.page} data-wide>
      <div class={styles.part}>
        <Head
          lead={lead}
          name={name}
          calling={calling}
          callee={callee}
          onMove={() => setSheet('on')}
          again={again}
          onEdit={mayEdit ? () => setSheet('edit') : null}
        />
        {'lead.write' in me.rights && lead.email !== null ? (
          <Button kind="link" opensSheet onClick={() => setSheet('letter')}>
            {words.writeLetter}
          </Button>
        ) : null}
        <Written written={lead.written ?? []} />
        <Why lead={lead} />
        <Findings findings={lead.findings ?? []} />
        <Candidates lead={lead} again={again} />
        <LateActs acts={lead.lateActs ?? []} onDecided={() => void again()} />
        <Proposals lead={lead} again={again} />
        {lead.tasks ? (
          <NextTask tasks={lead.tasks} again={again} onDecline={offered !== null && mayAnswer ? () => setSheet('decline') : null} />
        ) : null}
        {mayWrite ? (
          <Composer
            lead={lead}
            again={again}
            composing={composing}
            onChoose={compose}
            onSaved={(note) => setSaved((all) => [...all, note])}
            onTakenBack={(gone) => setSaved((all) => all.filter(({ noteId }) => noteId !== gone))}
          />
        ) : null}
      </div>
      <div class={styles.past}>
        <History lead={lead} saved={saved} />
      </div>
      <div class={styles.part}>
        <Facts lead={lead} onConsent={'lead.contact' in me.rights ? () => setSheet('consent') : null} />
        {lead.companyOfLead ? <CompanyOfLead of={lead.companyOfLead} /> : null}
        {lead.samePerson ? <Members members={lead.samePerson.members} /> : null}
        <Tags lead={lead} again={again} />
      </div>
      {sheet === 'on' || sheet === 'back' ? <MoveSheet lead={lead} direction={sheet} again={again} onClose={() => setSheet(null)} /> : null}
      {sheet === 'edit' ? <EditSheet lead={lead} again={again} onClose={() => setSheet(null)} /> : null}
      {sheet === 'letter' ? <LetterSheet leadId={lead.leadId} again={again} onClose={() => setSheet(null)} /> : null}
      {sheet === 'consent' ? <ConsentSheet leadId={lead.leadId} again={again} onClose={() => setSheet(null)} /> : null}
      {sheet === 'decline' && offered !== null ? (
        <DeclineSheet
          offer={{ leadId: lead.leadId, subject: offered, name }}
          onClose={() => setSheet(null)}
          onDeclined={() => go('/viec')}
          onBack={() => go(`/khach/${lead.leadId}`)}
          onGone={() => void again()}
        />
      ) : null}
    </div>
  );
}
