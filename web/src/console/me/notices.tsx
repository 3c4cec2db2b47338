import { useEffect, useState } from 'preact/hooks';
import type { NoticeChannel } from '../../../../api/me/notice-words.ts';
import type { NoticesView } from '../../../../api/me/notices-view.ts';
import { faultsOf, useAct, useApp, useSay } from '../app/index.ts';
import { Button, Field } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { chooseNotices, proveTelegram } from './routes.ts';

interface NoticesProps {
  readonly notices: NoticesView;
  readonly again: () => Promise<void>;
}

const usualQuiet = { from: '21:00', to: '07:00' };

/** Where and when somebody hears of things. */
export function Notices({ notices, again }: NoticesProps) {
  const { ask } = useApp();
  const { me: words, problems } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const [channels, setChannels] = useState<readonly NoticeChannel[]>(notices.channels);
  const [quiet, setQuiet] = useState(notices.quiet);
  const [chat, setChat] = useState(notices.telegramChatId ?? '');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  // What was saved, here or elsewhere, is shown; what somebody is writing meanwhile stays as long as it was not.
  useEffect(() => {
    setChannels(notices.channels);
    setQuiet(notices.quiet);
    setChat(notices.telegramChatId ?? '');
    setFaults({});
  }, [notices.version]);
  const isTelegram = channels.includes('telegram');
  const save = () => {
    const body = { channels: [...channels], quiet, telegramChatId: isTelegram && chat.trim() !== '' ? chat.trim() : null };
    void act(
      JSON.stringify([notices.version, body]),
      async (headers) => {
        await ask(chooseNotices, { headers: { ...headers, 'If-Match': `"${notices.version}"` }, body });
        say({ text: words.noticesSaved });
        await again();
      },
      (error) => {
        const found = faultsOf(error);
        setFaults(found);
        return 'telegramChatId' in found;
      },
    );
  };
  const choose = (channel: NoticeChannel, isChosen: boolean) =>
    setChannels(isChosen ? [...channels, channel] : channels.filter((one) => one !== channel));
  return (
    <details class={styles.more}>
      <summary>
        {words.notices}
        <span class={styles.hint}>{notices.channels.map((channel) => words.channelNames[channel]).join(', ')}</span>
      </summary>
      <div class={styles.inside}>
        <fieldset>
          <legend>{words.channels}</legend>
          {notices.available.map((channel) => (
            <label key={channel} class={styles.check}>
              <input
                type="checkbox"
                checked={channels.includes(channel)}
                disabled={channel === 'email'}
                onChange={({ currentTarget: { checked } }) => choose(channel, checked)}
              />
              <span>{words.channelNames[channel]}</span>
            </label>
          ))}
          <p class={styles.hint}>{words.emailStays}</p>
          {isTelegram ? (
            <>
              <Field
                label={words.chat}
                kind="tel"
                value={chat}
                onInput={setChat}
                fault={'telegramChatId' in faults ? problems.fields.telegramChatId : undefined}
              />
              <p class={styles.hint}>{words.chatHow}</p>
            </>
          ) : null}
        </fieldset>
        <fieldset>
          <legend>{words.quiet}</legend>
          <label class={styles.check}>
            <input
              type="checkbox"
              checked={quiet !== null}
              onChange={({ currentTarget: { checked } }) => setQuiet(checked ? (notices.quiet ?? usualQuiet) : null)}
            />
            <span>{words.quietOn}</span>
          </label>
          {quiet === null ? null : (
            <div class={styles.row}>
              {(['from', 'to'] as const).map((end) => (
                <Field
                  key={end}
                  label={words.quietEnds[end]}
                  kind="time"
                  value={quiet[end]}
                  onInput={(value) => setQuiet({ ...quiet, [end]: value })}
                />
              ))}
            </div>
          )}
          <p class={styles.hint}>{words.quietHint}</p>
        </fieldset>
        <Button onClick={save} isBusy={isBusy}>
          {words.saveNotices}
        </Button>
        <Telegram notices={notices} again={again} />
      </div>
    </details>
  );
}

/** What stands between somebody and their chat: a code to type in, or that Telegram refuses it. */
function Telegram({ notices: { channels, telegram }, again }: NoticesProps) {
  const { ask } = useApp();
  const { me: words, problems } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const [code, setCode] = useState('');
  const [isWrong, setWrong] = useState(false);
  if (!channels.includes('telegram')) return null;
  if (telegram.state === 'off') return <p role="status">{words.telegramOff}</p>;
  if (telegram.state !== 'unproven') return null;
  const prove = () =>
    void act(
      code,
      async (headers) => {
        await ask(proveTelegram, { headers, body: { code: code.trim() } });
        setWrong(false);
        say({ text: words.chatProven });
        await again();
      },
      (error) => {
        const isOther = 'code' in faultsOf(error);
        setWrong(isOther);
        return isOther;
      },
    );
  return (
    <div class={styles.prove}>
      <Field
        label={words.code}
        kind="tel"
        value={code}
        maxLength={6}
        autoComplete="one-time-code"
        onInput={setCode}
        fault={isWrong ? problems.fields.code : undefined}
      />
      <Button onClick={prove} isBusy={isBusy}>
        {words.proveChat}
      </Button>
    </div>
  );
}
