import type { ConsentStateView } from '../../../../api/leads/consent-view.ts';
import { useAct, useApp, useAsk, useDraft, useSay } from '../app/index.ts';
import { HeldBars, useHeldActs, useHeldEnds, useHold } from '../held/index.ts';
import { Asked, Button, Menu, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './consent.module.css';
import { readConsent, sayConsent } from './routes.ts';
import { momentInWords } from './when.ts';

const purposes = ['contact', 'newsletter', 'tracking'] as const;
type Purpose = (typeof purposes)[number];
const ways = ['phone', 'message', 'inPerson', 'email', 'letter'] as const;

/** What a person said just now. */
interface Word {
  readonly purpose: Purpose;
  readonly granted: boolean;
  /** Of newsletters the one topic that is refused. @default - all */
  readonly topic?: { readonly topicId: string; readonly name: string };
  /** Kept with it: the same word again is the same act. */
  readonly at: string;
}

/** A word as a draft, until it is noted by which way it came: what somebody has just said is not to be asked for twice. */
const noWord = { purpose: '', granted: false, at: '', topicId: null as string | null, topicName: null as string | null };

function wordOf({ purpose: of, granted, at, topicId, topicName }: typeof noWord): Word | null {
  const purpose = purposes.find((one) => one === of);
  if (purpose === undefined || at === '') return null;
  return { purpose, granted, at, ...(topicId === null ? {} : { topic: { topicId, name: topicName ?? topicId } }) };
}

interface ConsentSheetProps {
  readonly leadId: string;
  readonly again: () => Promise<void>;
  readonly onClose: () => void;
}

/** What the person agrees to and what may be mailed now and why not; what they say on the phone is noted in two taps. */
export function ConsentSheet({ leadId, again, onClose }: ConsentSheetProps) {
  const { ask } = useApp();
  const { lead: words } = useTexts();
  const say = useSay();
  const hold = useHold();
  const { isBusy, act } = useAct();
  const { draft, change, forget } = useDraft(`consent:${leadId}`, noWord);
  const word = wordOf(draft);
  const setWord = ({ purpose, granted, topic, at }: Word) =>
    change({ purpose, granted, at, topicId: topic?.topicId ?? null, topicName: topic?.name ?? null });
  const { asked, again: look } = useAsk(readConsent, { params: { leadId } });
  const isHeld = useHeldActs(leadId).some(({ is }) => is === 'refusal');
  useHeldEnds(leadId, look);
  const note = ({ purpose, granted, topic, at }: Word, how: (typeof ways)[number]) =>
    act(`consent ${at} ${how}`, async (headers) => {
      const said = { purpose, how, at, ...(topic ? { topics: [topic.topicId] } : {}) };
      if (!granted) {
        await hold({ leadId, act: { is: 'refusal', ...said }, headers });
        forget();
        // Until it can no longer be taken back, the sheet would show what stood before.
        return onClose();
      }
      const body = { ...said, granted };
      const { body: noted } = await ask(sayConsent, { params: { leadId }, headers, body });
      say({ text: words.consentSaid[noted.state] });
      forget();
      await Promise.all([look(), again()]);
    });
  const { hint, name } = word === null ? { hint: '', name: '' } : namesOf(word, words);
  return (
    <Sheet title={words.consentTitle} onClose={onClose}>
      {word === null ? (
        <>
          <div role="status" class={styles.held}>
            {isHeld ? <p>{words.refusalHeld}</p> : null}
            <HeldBars leadId={leadId} />
          </div>
          <Asked asked={asked} again={look}>
            {(state) => <State state={state} onSay={setWord} />}
          </Asked>
        </>
      ) : (
        <>
          <p class={styles.word}>{name}</p>
          <p class={styles.soft}>{hint}</p>
          <p>{words.saidHow}</p>
          <Menu entries={ways.map((how) => ({ name: words.saidBy[how], onClick: () => void note(word, how) }))} isBusy={isBusy} />
          <Button kind="link" onClick={forget}>
            {words.back}
          </Button>
        </>
      )}
    </Sheet>
  );
}

type Words = ReturnType<typeof useTexts>['lead'];

function namesOf({ purpose, granted, topic }: Word, words: Words): { readonly name: string; readonly hint: string } {
  if (topic) return { name: words.refusesTopic(topic.name), hint: words.consentHints.refused };
  const name = granted ? words.agreesTo[purpose] : words.refusesIt[purpose];
  return { name, hint: granted ? (purpose === 'newsletter' ? words.consentHints.asked : '') : words.consentHints.refused };
}

interface StateProps {
  readonly state: ConsentStateView;
  readonly onSay: (word: Word) => void;
}

function State({ state: { purposes: said, address, mails }, onSay }: StateProps) {
  const { me, language, nowMs } = useApp();
  const { lead: words } = useTexts();
  const mayNote = 'lead.correct' in me.rights;
  const now = new Date(nowMs());
  const moment = (at: string) => momentInWords(new Date(at), now, me.zone, language);
  const speak = (word: Omit<Word, 'at'>) => onSay({ ...word, at: new Date(nowMs()).toISOString() });
  const closed = [
    address?.suppressed ? words.suppressed[address.suppressed.reason] : null,
    address?.refusedAllAt ? words.refusedAll(moment(address.refusedAllAt)) : null,
    address?.pausedUntil ? words.pausedUntil(moment(address.pausedUntil)) : null,
  ].filter((line) => line !== null);
  const topicOf = (topicId: string | null) => address?.topics.find((topic) => topic.topicId === topicId);
  return (
    <>
      <ul class={styles.lines}>
        {purposes.map((purpose) => {
          const word = said[purpose];
          return (
            <li key={purpose}>
              <div>
                <strong>{words.purposes[purpose]}</strong>
                <span data-is={word === undefined ? 'unsaid' : word.granted ? 'yes' : 'no'}>
                  {word === undefined
                    ? words.unsaid
                    : `${word.granted ? words.agreed : words.refused} · ${moment(word.at)} · ${words.saidHows[word.how]}`}
                </span>
              </div>
              {mayNote ? (
                <p class={styles.acts}>
                  {word?.granted !== true && purpose !== 'tracking' ? (
                    <Button kind="link" onClick={() => speak({ purpose, granted: true })}>
                      {words.noteAgreed}
                    </Button>
                  ) : null}
                  {word?.granted !== false ? (
                    <Button kind="link" onClick={() => speak({ purpose, granted: false })}>
                      {words.noteRefused}
                    </Button>
                  ) : null}
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
      <h3 class={styles.heading}>{words.maySend}</h3>
      {closed.map((line) => (
        <p key={line} class={styles.closed}>
          {line}
        </p>
      ))}
      {address === null ? <p class={styles.closed}>{words.noAddress}</p> : null}
      <ul class={styles.lines}>
        {(address === null ? [] : mails).map(({ purpose, topicId, may, text }) => {
          const topic = topicOf(topicId);
          const name = purpose === 'service' ? words.serviceMail : (topic?.names[language] ?? topicId ?? '');
          return (
            <li key={topicId ?? purpose}>
              <div>
                <strong>{name}</strong>
                <span data-is={may ? 'yes' : 'no'}>
                  {may ? '✓ ' : ''}
                  {words.sentence(text[language])}
                </span>
              </div>
              {mayNote && topic?.state === 'confirmed' ? (
                <p class={styles.acts}>
                  <Button
                    kind="link"
                    onClick={() =>
                      speak({ purpose: 'newsletter', granted: false, topic: { topicId: topic.topicId, name: topic.names[language] } })
                    }
                  >
                    {words.noteRefused}
                  </Button>
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
    </>
  );
}
