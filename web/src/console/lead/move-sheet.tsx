import { useLayoutEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { areKeysOn, storeOfDevice, useAct, useApp, useSay } from '../app/index.ts';
import { Choice, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './move.module.css';
import { moveLead, setStatus } from './routes.ts';
import { proposedStage } from './stages.ts';

const reasons = ['spoke', 'askedForQuote', 'notReady', 'mistake', 'other'] as const;
const statusReasons = {
  disqualified: ['wrongNumber', 'wrongPerson', 'refusedContact', 'duplicate', 'competitor', 'spam', 'other'],
  recycled: ['notNow', 'noNeed', 'unreached', 'other'],
} as const;
type GivenUp = keyof typeof statusReasons;

interface MoveSheetProps {
  readonly lead: LeadPageView;
  /** Which stage is proposed: the next one on, or back. */
  readonly direction: 'on' | 'back';
  readonly again: () => Promise<void>;
  readonly onClose: () => void;
}

/** Where the lead stands, in two taps: the stage, and the reason, which does it. */
export function MoveSheet({ lead, direction, again, onClose }: MoveSheetProps) {
  const { ask, me, language } = useApp();
  const { lead: words } = useTexts();
  const say = useSay();
  const [, go] = useLocation();
  const { isBusy, act } = useAct();
  const moves = lead.moves ?? [];
  const possible = moves.filter(({ why }) => why === null).map(({ to }) => to);
  const [to, setTo] = useState(proposedStage(lead.stage, possible, direction));
  const [givingUp, setGivingUp] = useState<GivenUp>('recycled');
  const params = { leadId: lead.leadId };
  const onVersion = (version: number) => ({ 'If-Match': `"${version}"` });

  const move = (reason: (typeof reasons)[number]) => {
    if (to === null) return;
    const before = lead.stage;
    return act(`move ${to} ${reason}`, async (headers) => {
      const { body } = await ask(moveLead, { params, headers: { ...headers, ...onVersion(lead.version) }, body: { stage: to, reason } });
      const undo = () =>
        void act(`back ${before}`, async (own) => {
          await ask(moveLead, {
            params,
            headers: { ...own, ...onVersion(body.version) },
            body: { stage: before, reason: 'mistake' },
          });
          say({ text: words.movedBack(words.stages[before]) });
          await again();
        });
      say({ text: words.moved(words.stages[to]), undo });
      onClose();
      await again();
    });
  };
  const giveUp = (reason: keyof typeof words.statusReasons) =>
    act(`status ${givingUp} ${reason}`, async (headers) => {
      await ask(setStatus, { params, headers: { ...headers, ...onVersion(lead.version) }, body: { status: givingUp, reason } });
      say({ text: words.gaveUp[givingUp] });
      onClose();
      go('/');
    });
  useLayoutEffect(() => {
    const hear = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const reason = reasons[Number(key) - 1];
      if (reason && !ctrlKey && !metaKey && !altKey && areKeysOn(storeOfDevice(), me.userId)) void move(reason);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  });
  return (
    <Sheet title={words.move} onClose={onClose}>
      {to === null ? <p>{words.noMoves}</p> : null}
      {to === null ? null : (
        <>
          <Choice label={words.moveTo} values={possible} words={words.stages} chosen={to} onChoose={setTo} />
          <Reasons
            label={words.moveWhy}
            values={reasons}
            words={words.moveReasons}
            hasKeys
            isBusy={isBusy}
            onChoose={(reason) => void move(reason)}
          />
        </>
      )}
      {moves.map(({ to: stage, why }) =>
        why === null ? null : (
          <p key={stage} class={styles.soft}>
            {why[language]}
          </p>
        ),
      )}
      {lead.status === 'active' ? (
        <details class={styles.giveUp}>
          <summary>{words.giveUp}</summary>
          <p class={styles.soft}>{words.giveUpHint}</p>
          <Choice
            label={words.giveUp}
            values={['recycled', 'disqualified'] as const}
            words={words.giveUpTo}
            chosen={givingUp}
            onChoose={setGivingUp}
          />
          <Reasons
            label={words.moveWhy}
            values={statusReasons[givingUp]}
            words={words.statusReasons}
            isBusy={isBusy}
            onChoose={(reason) => void giveUp(reason)}
          />
        </details>
      ) : null}
    </Sheet>
  );
}

interface ReasonsProps<Reason extends string> {
  readonly label: string;
  readonly values: readonly Reason[];
  readonly words: Readonly<Record<Reason, string>>;
  readonly isBusy: boolean;
  /** The digits choose them, in their order. @default false */
  readonly hasKeys?: boolean;
  readonly onChoose: (reason: Reason) => void;
}

function Reasons<Reason extends string>({ label, values, words, isBusy, hasKeys = false, onChoose }: ReasonsProps<Reason>) {
  return (
    <fieldset class={styles.reasons}>
      <legend>{label}</legend>
      {values.map((reason, place) => (
        <button
          key={reason}
          type="button"
          data-key={hasKeys ? place + 1 : undefined}
          aria-disabled={isBusy}
          onClick={() => onChoose(reason)}
        >
          {words[reason]}
        </button>
      ))}
    </fieldset>
  );
}
