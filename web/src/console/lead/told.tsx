import { useState } from 'preact/hooks';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import type { TaskView } from '../../../../api/tasks/task-view.ts';
import { useAct, useApp, useSay } from '../app/index.ts';
import { Button, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { readable } from './phone.ts';
import { acceptProposal, dropProposal, finishTask, reopenTask } from './routes.ts';
import styles from './told.module.css';
import { momentInWords } from './when.ts';

/** The sentence of the latest choice, and its record one tap behind. */
export function Why({ lead }: { readonly lead: LeadPageView }) {
  const { me, language, nowMs } = useApp();
  const { lead: words, me: ofTurns } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { decision } = lead;
  if (!decision) return null;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  // In the words in which everybody sees the turns of their pool.
  const standingBefore = (credits: number, owed: number) =>
    words.standingBefore(ofTurns.given(number.format(credits), owed, number.format(Math.abs(owed))));
  const heading =
    decision.chosen === null ? words.whyNobody : decision.chosen.repId === me.repId ? words.why : words.whyOther(decision.chosen.name);
  return (
    <section class={styles.why} aria-label={heading}>
      <p>
        <strong>{heading}:</strong> {decision.sentence[language]}
      </p>
      <Button kind="link" opensSheet onClick={() => setOpen(true)}>
        {words.decision}
      </Button>
      {isOpen ? (
        <Sheet title={words.decisionTitle} onClose={() => setOpen(false)}>
          <p>{decision.sentence[language]}</p>
          <p class={styles.soft}>
            {momentInWords(new Date(decision.at), new Date(nowMs()), me.zone, language)} ·{' '}
            {words.rules(decision.rules.territories, decision.rules.pools)}
          </p>
          {decision.candidates.length > 0 ? <h3>{words.candidates}</h3> : null}
          <ul class={styles.candidates}>
            {decision.candidates.map(({ repId, name, why, credits, owed }) => (
              <li key={repId}>
                <strong>{name}</strong>
                <span>
                  {decision.chosen?.repId === repId
                    ? `${words.chosen} · ${standingBefore(credits, owed)}`
                    : (why?.[language] ?? standingBefore(credits, owed))}
                </span>
              </li>
            ))}
          </ul>
          {decision.reason === 'turn' ? <p class={styles.soft}>{words.howTurns}</p> : null}
        </Sheet>
      ) : null}
    </section>
  );
}

const inSight = 2;

/** What to know before relying on the record: what cannot be used comes first. */
export function Findings({ findings }: { readonly findings: NonNullable<LeadPageView['findings']> }) {
  const { language } = useApp();
  const { lead: words } = useTexts();
  if (findings.length === 0) return null;
  const lines = findings.map(({ code, field, of, weight, text }) => (
    <li key={`${code} ${field} ${of}`} data-weight={weight}>
      {text[language]}
    </li>
  ));
  return (
    <section class={styles.findings} aria-label={words.findings}>
      <h2>{words.findings}</h2>
      <ul>{lines.slice(0, inSight)}</ul>
      {lines.length > inSight ? (
        <details>
          <summary>{words.moreFindings(lines.length - inSight)}</summary>
          <ul>{lines.slice(inSight)}</ul>
        </details>
      ) : null}
    </section>
  );
}

interface LeadProps {
  readonly lead: LeadPageView;
  readonly again: () => Promise<void>;
}

/** What posts say against the record: whoever talks to the person decides. */
export function Proposals({ lead, again }: LeadProps) {
  const { ask, me } = useApp();
  const { lead: words } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const proposals = lead.proposals ?? [];
  if (proposals.length === 0) return null;
  const decide = (proposalId: string, is: 'accepted' | 'dropped') =>
    act(`${is} ${proposalId}`, async (headers) => {
      const request = { params: { leadId: lead.leadId, proposalId }, headers };
      await (is === 'accepted' ? ask(acceptProposal, request) : ask(dropProposal, request));
      say({ text: words[is] });
      await again();
    });
  return (
    <section class={styles.proposals} aria-label={words.proposals}>
      <h2>{words.proposals}</h2>
      {proposals.map(({ proposalId, field, value, underOwnAddress }) => (
        <div key={proposalId} class={styles.proposal}>
          <p>
            {words.proposed[field]}: <strong>{field === 'phone' ? readable({ raw: value, e164: value, valid: true }) : value}</strong>
            {underOwnAddress ? <span class={styles.soft}> · {words.own}</span> : null}
          </p>
          {'lead.decideProposal' in me.rights ? (
            <div class={styles.decide}>
              <button
                type="button"
                aria-label={`${words.accept}: ${value}`}
                aria-disabled={isBusy}
                onClick={() => void decide(proposalId, 'accepted')}
              >
                {words.accept}
              </button>
              <button
                type="button"
                aria-label={`${words.drop}: ${value}`}
                aria-disabled={isBusy}
                onClick={() => void decide(proposalId, 'dropped')}
              >
                {words.drop}
              </button>
            </div>
          ) : null}
        </div>
      ))}
    </section>
  );
}

interface NextTaskProps {
  readonly tasks: readonly TaskView[];
  readonly again: () => Promise<void>;
  /** Null: nothing is offered to them. */
  readonly onDecline: (() => void) | null;
}

/** What is to be done next about the person; an offer is answered before anything else. */
export function NextTask({ tasks, again, onDecline }: NextTaskProps) {
  const { ask, me, language, nowMs } = useApp();
  const { lead: words, decline } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const open = tasks.filter(({ status }) => status === 'open');
  const next = open.find(({ reason }) => reason === 'accept') ?? open[0];
  if (next === undefined) return null;
  const due = new Date(next.dueAt);
  const at = momentInWords(due, new Date(nowMs()), me.zone, language);
  const isOverdue = due.getTime() < nowMs();
  const finish = () =>
    act(`done ${next.taskId}`, async (headers) => {
      await ask(finishTask, { params: { taskId: next.taskId }, headers, body: {} });
      const undo = () =>
        void act(`back ${next.taskId}`, async (headersBack) => {
          await ask(reopenTask, { params: { taskId: next.taskId }, headers: headersBack, body: {} });
          await again();
        });
      say({ text: words.taskDone, undo });
      await again();
    });
  return (
    <section class={styles.task} aria-label={words.tasks}>
      <div>
        <p>
          <strong>
            {words.tasks}: {next.title ?? words.taskReasons[next.reason] ?? words.taskKinds[next.kind]}
          </strong>
        </p>
        <p class={styles.soft} data-is={isOverdue ? 'overdue' : 'ahead'}>
          {isOverdue ? `${words.overdue} · ` : ''}
          {next.reason === 'accept' ? words.until(at) : at}
          {open.length > 1 ? ` · ${words.moreTasks(open.length - 1)}` : ''}
        </p>
        {next.note === null ? null : <p class={styles.written}>{next.note}</p>}
      </div>
      {'task.change' in me.rights && next.reason !== 'accept' ? (
        <button type="button" aria-disabled={isBusy} onClick={() => void finish()}>
          {words.done}
        </button>
      ) : null}
      {next.reason === 'accept' && onDecline !== null ? (
        <button type="button" aria-haspopup="dialog" aria-label={decline.act} onClick={onDecline}>
          {decline.short}
        </button>
      ) : null}
    </section>
  );
}
