import type { MemberTurn, TodayView } from '../../../../api/me/today-view.ts';
import { shortMoment, useApp } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { briefText, loadText, standingText } from './rules-words.ts';

/** How somebody stands in a pool, and how the others do: everybody sees that turns are fair. */
export function PoolTurns({ pool: { name, members } }: { readonly pool: TodayView['pools'][number] }) {
  const { me, language, nowMs } = useApp();
  const { me: words, work } = useTexts();
  const now = new Date(nowMs());
  const written = (at: string) => shortMoment(new Date(at), { now, timeZone: me.zone, language, tomorrow: work.tomorrow });
  const own = members.find(({ isMe }) => isMe);
  return (
    <section class={styles.part}>
      <h2>{words.pool(name[language])}</h2>
      {own ? (
        <div class={styles.own} data-next={own.place === 1}>
          <p>{words.sentence(standingText(own, words, written))}</p>
          {loadText(own, words.load).map((text) => (
            <p key={text} class={styles.hint}>
              {text}
            </p>
          ))}
        </div>
      ) : null}
      <Members members={members} isOpen={own === undefined} />
    </section>
  );
}

interface MembersProps {
  readonly members: readonly MemberTurn[];
  readonly isOpen: boolean;
}

function Members({ members, isOpen }: MembersProps) {
  const { language } = useApp();
  const { me: words } = useTexts();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (
    <details class={styles.more} open={isOpen}>
      <summary>{words.members(members.length)}</summary>
      <ol class={styles.members}>
        {members.map((member, index) => (
          <li key={`${index} ${member.name}`} aria-current={member.isMe ? 'true' : undefined}>
            <span class={styles.who}>{member.isMe ? words.you(member.name) : member.name}</span>
            <span class={styles.hint}>{briefText(member, words)}</span>
            <span class={styles.hint}>{words.given(number.format(member.credits), member.owed, number.format(Math.abs(member.owed)))}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
