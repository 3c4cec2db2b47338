import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TextListView } from '../../../../api/texts/text-view.ts';
import { everyHalfMinute, useAct, useApp, useAsk, useDraft, useSay } from '../app/index.ts';
import { Asked, Button, Field, Sheet, Waiting } from '../parts/index.ts';
import { loadTextWords, type TextWords, useTexts } from '../texts/index.ts';
import { hasMask, isFresh, mayOpen, mayWritePlain } from './rules-open.ts';
import { asSent, smsLink, smsParts } from './sms-text.ts';
import styles from './text.module.css';
import { listTexts, recordText, undoText } from './text-routes.ts';
import { momentInWords } from './when.ts';

type Channel = 'sms' | 'zalo';
type Script = TextListView['scripts'][number];

interface TextSheetProps {
  readonly leadId: string;
  readonly channel: Channel;
  /** Where the phone writes to: an address of `sms:`, or of Zalo. */
  readonly to: string;
  /** Opens Zalo with a greeting that is ready to be pasted. */
  readonly onPlain: () => void;
  readonly again: () => Promise<void>;
  readonly onClose: () => void;
}

const recentMs = 50 * 60_000;

/** What is being written, and since when it is open on the phone. */
const nothing = { script: '', text: '', openedAt: '' };

/** A text for the rep's own phone: chosen, read, opened there, and noted once it is sent. */
export function TextSheet({ leadId, channel, to, onPlain, again, onClose }: TextSheetProps) {
  const { me, language } = useApp();
  const { lead } = useTexts();
  const say = useSay();
  const [words, setWords] = useState<TextWords | null>(null);
  useEffect(() => {
    let isHere = true;
    loadTextWords(language).then(
      (loaded) => isHere && setWords(loaded),
      () => isHere && onClose(),
    );
    return () => {
      isHere = false;
    };
  }, [language]);
  const request = useMemo(() => ({ params: { leadId } }), [leadId]);
  // Night falls, and colleagues write, while the sheet is open.
  const { asked, ageMs, again: look } = useAsk(listTexts, request, { everyMs: everyHalfMinute });
  const { draft, change, forget } = useDraft(`text:${leadId}:${channel}`, nothing, { isKept: !me.features.masking });
  if (words === null) {
    return (
      <Sheet title={channel === 'sms' ? lead.message : lead.zalo} onClose={onClose}>
        <Waiting />
      </Sheet>
    );
  }
  const opening = (event: Event, open: () => void) => {
    if (isFresh(ageMs())) return open();
    event.preventDefault();
    say({ text: words.askedAgain });
    void look();
  };
  const chosenOf = ({ scripts }: TextListView) => scripts.find(({ script, channel: of }) => script === draft.script && of === channel);
  return (
    <Sheet title={words.titles[channel]} onClose={onClose}>
      <Asked asked={asked} again={look}>
        {(texts) => {
          const script = chosenOf(texts);
          return script === undefined ? (
            <Scripts
              texts={texts}
              channel={channel}
              words={words}
              onChoose={(one) => change({ script: one.script, text: one.text ?? '', openedAt: '' })}
            />
          ) : (
            <Writing
              leadId={leadId}
              script={script}
              to={to}
              words={words}
              draft={draft}
              change={change}
              opening={opening}
              onBack={forget}
              onSent={async () => {
                forget();
                onClose();
                await again();
              }}
              again={again}
            />
          );
        }}
      </Asked>
      {draft.script === '' && asked.is === 'there' && mayWritePlain(asked.body.scripts) ? (
        <a
          class={styles.plain}
          href={to}
          {...(channel === 'zalo' ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
          onClick={(event) => opening(event, onPlain)}
        >
          {words.plain[channel]}
        </a>
      ) : null}
    </Sheet>
  );
}

interface ScriptsProps {
  readonly texts: TextListView;
  readonly channel: Channel;
  readonly words: TextWords;
  readonly onChoose: (script: Script) => void;
}

function Scripts({ texts, channel, words, onChoose }: ScriptsProps) {
  const { me, language, nowMs } = useApp();
  const now = new Date(nowMs());
  const scripts = texts.scripts.filter((one) => one.channel === channel);
  const nameOf = (missing: string) => Object.entries(words.variables).find(([name]) => name === missing)?.[1] ?? missing;
  // What a task asks for comes first.
  const ordered = [...scripts.filter(({ isAsked }) => isAsked), ...scripts.filter(({ isAsked }) => !isAsked)];
  return (
    <>
      {ordered.length === 0 ? <p class={styles.soft}>{words.none}</p> : null}
      <ul class={styles.scripts}>
        {ordered.map((one) => (
          <li key={one.script}>
            {one.text === null ? (
              <div class={styles.script}>
                <strong>{one.names[language]}</strong>
                <span class={styles.why}>{one.missing.length === 0 ? words.tooLong : words.missing(one.missing.map(nameOf))}</span>
              </div>
            ) : (
              <button type="button" class={styles.script} onClick={() => onChoose(one)}>
                <span>
                  <strong>{one.names[language]}</strong>
                  {one.isAsked ? words.asked : one.purpose === 'advertising' ? words.advertising : null}
                </span>
                <span class={styles.preview}>{one.text}</span>
                {one.gate.text === null ? null : <span class={styles.why}>{one.gate.text[language]}</span>}
              </button>
            )}
          </li>
        ))}
      </ul>
      {texts.sent.length === 0 ? null : (
        <>
          <h3 class={styles.before}>{words.before}</h3>
          <ul class={styles.scripts}>
            {texts.sent.slice(0, 3).map(({ textId, at, text }) => (
              <li key={textId} class={styles.preview}>
                {momentInWords(new Date(at), now, me.zone, language)}: {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface WritingProps {
  readonly leadId: string;
  readonly script: Script;
  readonly to: string;
  readonly words: TextWords;
  readonly draft: typeof nothing;
  readonly change: (part: Partial<typeof nothing>) => void;
  /** Opens what a link leads to, if the gate was asked a moment ago; else asks it again. */
  readonly opening: (event: Event, open: () => void) => void;
  readonly onBack: () => void;
  readonly onSent: () => Promise<void>;
  readonly again: () => Promise<void>;
}

function Writing({ leadId, script, to, words, draft, change, opening, onBack, onSent, again }: WritingProps) {
  const { ask, language, nowMs } = useApp();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { channel, purpose, gate } = script;
  const text = asSent(draft.text, purpose);
  const { parts, units } = smsParts(text);
  const isOpened = draft.openedAt !== '';
  const opened = () => {
    change({ openedAt: new Date(nowMs()).toISOString() });
    if (channel === 'sms') return;
    navigator.clipboard?.writeText(text).then(
      () => say({ text: words.copied }),
      () => say({ text: words.notCopied }),
    );
  };
  const record = () =>
    act(`text ${script.script} ${draft.openedAt} ${text}`, async (headers) => {
      // What was opened long ago counts as of now.
      const isRecent = nowMs() - Date.parse(draft.openedAt) < recentMs;
      const body = { script: script.script, text, ...(isRecent ? { openedAt: draft.openedAt } : {}) };
      const { body: noted } = await ask(recordText, { params: { leadId }, headers, body });
      const undo = () =>
        void act(`undo ${noted.textId}`, async (undoHeaders) => {
          await ask(undoText, { params: { leadId, textId: noted.textId }, headers: undoHeaders });
          say({ text: words.takenBack });
          await again();
        });
      say({ text: words.noted, undo });
      await onSent();
    });
  return (
    <>
      <div class={styles.writing}>
        <Field label={words.edit} value={draft.text} onInput={(value) => change({ text: value })} isLong maxLength={670} />
      </div>
      <p class={styles.count}>{channel === 'sms' ? words.parts(parts, units) : words.units(units)}</p>
      {gate.text === null ? null : (
        <p class={styles.why} role="status">
          {gate.text[language]}
        </p>
      )}
      {hasMask(text) ? (
        <p class={styles.why} role="status">
          {words.masked}
        </p>
      ) : null}
      <div class={styles.acts}>
        {mayOpen(script, text) ? (
          <a
            class={styles.open}
            href={channel === 'sms' ? smsLink(to, text) : to}
            {...(channel === 'zalo' ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
            onClick={(event) => opening(event, opened)}
          >
            {words.open[channel]}
          </a>
        ) : null}
        {isOpened ? (
          <>
            <p class={styles.soft}>{words.sentHint}</p>
            <Button onClick={() => void record()} isBusy={isBusy}>
              {words.sent}
            </Button>
          </>
        ) : null}
        <Button kind="link" onClick={onBack}>
          {words.others}
        </Button>
      </div>
    </>
  );
}
