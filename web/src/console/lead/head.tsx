import { useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { goBack, productNames, useAct, useApp, useSay } from '../app/index.ts';
import type { Callee, Calling } from '../outcome/index.ts';
import { Button, CallMark, MessageMark, TemperatureMark, ZaloMark } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './head.module.css';
import { readable, type ShownPhone, waysTo } from './phone.ts';
import { revealNumber } from './routes.ts';
import { TextSheet } from './text-sheet.tsx';

interface HeadProps {
  readonly lead: LeadPageView;
  readonly name: string;
  readonly calling: Calling;
  /** Null: there is nobody to call, or it is not for them to do. */
  readonly callee: Callee | null;
  readonly onMove: () => void;
  readonly again: () => Promise<void>;
  /** Null: it is not for them to change. */
  readonly onEdit: (() => void) | null;
}

/** Who it is and how to reach them; the buttons stand where the thumb is. */
export function Head({ lead, name, calling, callee, onMove, onEdit, again }: HeadProps) {
  const { ask, me, language } = useApp();
  const { lead: words } = useTexts();
  const { isBusy, act } = useAct();
  const say = useSay();
  const [, go] = useLocation();
  const [texting, setTexting] = useState<'sms' | 'zalo' | null>(null);
  const [revealed, setRevealed] = useState<ShownPhone | null>(null);
  const phone = revealed ?? lead.phone;
  const ways = phone === null ? null : waysTo(phone);
  const isMasked = phone?.masked === true;
  const place = lead.region.provinceName ?? (lead.region.macroRegion ? words.regions[lead.region.macroRegion] : null);
  const about = [...productNames(lead.products, me.products, language), place].filter((part) => part !== null).join(' · ');
  const mayMove = 'lead.move' in me.rights;
  const stage = lead.status === 'active' ? words.stages[lead.stage] : `${words.stages[lead.stage]} · ${words.statuses[lead.status]}`;
  const reveal = () =>
    act('reveal', async () => {
      const { body } = await ask(revealNumber, { params: { leadId: lead.leadId } });
      setRevealed(body.phone ?? body.extraPhones[0] ?? null);
    });
  // Zalo takes no text by its address: what opens the talk is ready to be pasted.
  const copyGreeting = () => {
    const called = [lead.salutation, lead.fullName].filter((part) => part !== null).join(' ');
    const greeting = words.greeting(called, me.name, me.company);
    navigator.clipboard?.writeText(greeting).then(
      () => say({ text: words.greetingCopied }),
      () => {},
    );
  };
  return (
    <header class={styles.head}>
      <div class={styles.top}>
        <button type="button" class={styles.back} aria-label={words.back} onClick={() => goBack(() => go('/', { replace: true }))}>
          ‹
        </button>
        <h1>{[lead.salutation, name].filter((part) => part !== null).join(' ')}</h1>
        {onEdit === null ? null : (
          <button type="button" class={styles.edit} aria-haspopup="dialog" onClick={onEdit}>
            {words.edit}
          </button>
        )}
      </div>
      {about === '' ? null : <p class={styles.about}>{about}</p>}
      <p class={styles.chips}>
        {mayMove ? (
          <button type="button" class={styles.stage} aria-haspopup="dialog" aria-label={`${words.move}: ${stage}`} onClick={onMove}>
            {stage} <span aria-hidden="true">▾</span>
          </button>
        ) : (
          <span class={styles.stage}>{stage}</span>
        )}
        <span class={styles.temperature} data-temperature={lead.temperature}>
          <TemperatureMark of={lead.temperature} />
          {words.temperatures[lead.temperature]}
        </span>
      </p>
      {phone === null ? (
        <p class={styles.hint}>{'lead.contact' in me.rights ? words.noPhone : words.hiddenContact}</p>
      ) : (
        <p class={styles.number}>{readable(phone)}</p>
      )}
      {phone !== null && ways === null && !isMasked ? <p class={styles.hint}>{words.badPhone}</p> : null}
      {revealed === null ? null : (
        <p class={styles.hint} role="status">
          {words.revealTold}
        </p>
      )}
      {callee === null || callee.isOffered ? null : (
        <Button kind="link" opensSheet onClick={() => calling.log(callee)}>
          {words.logCall}
        </Button>
      )}
      <div class={styles.acts}>
        {callee?.isOffered ? (
          <button
            type="button"
            class={`${styles.act} ${styles.call}`}
            aria-disabled={calling.busyWith !== null}
            onClick={() => void calling.call(callee)}
          >
            <CallMark />
            {words.acceptAndCall}
          </button>
        ) : ways !== null ? (
          <>
            <a class={`${styles.act} ${styles.call}`} href={ways.call} onClick={() => callee && calling.begin(callee)}>
              <CallMark />
              {words.call}
            </a>
            {(['zalo', 'sms'] as const).map((channel) => (
              <button key={channel} type="button" class={styles.act} aria-haspopup="dialog" onClick={() => setTexting(channel)}>
                {channel === 'zalo' ? <ZaloMark /> : <MessageMark />}
                {channel === 'zalo' ? words.zalo : words.message}
              </button>
            ))}
          </>
        ) : isMasked && callee && 'lead.reveal' in me.rights ? (
          <>
            <button
              type="button"
              class={`${styles.act} ${styles.call}`}
              aria-disabled={calling.busyWith !== null}
              onClick={() => void calling.call(callee)}
            >
              <CallMark />
              {words.call}
            </button>
            <button type="button" class={styles.act} aria-disabled={isBusy} onClick={() => void reveal()}>
              {words.reveal}
            </button>
          </>
        ) : lead.email?.includes('@') && !lead.email.includes('•') ? (
          <a class={`${styles.act} ${styles.call}`} href={`mailto:${encodeURIComponent(lead.email)}`}>
            <MessageMark />
            {words.email}
          </a>
        ) : null}
      </div>
      {texting !== null && ways !== null ? (
        <TextSheet
          leadId={lead.leadId}
          channel={texting}
          to={texting === 'sms' ? ways.text : ways.zalo}
          onPlain={texting === 'zalo' ? copyGreeting : () => {}}
          again={again}
          onClose={() => setTexting(null)}
        />
      ) : null}
    </header>
  );
}
