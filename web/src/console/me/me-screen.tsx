import { useState } from 'preact/hooks';
import { areKeysOn, everyHalfMinute, storeOfDevice, switchKeys, themes, useApp, useAsk } from '../app/index.ts';
import { ActsList } from '../offline/index.ts';
import { Asked, Choice, Facts } from '../parts/index.ts';
import { languages, useTexts } from '../texts/index.ts';
import { Digests } from './digests.tsx';
import { Install } from './install.tsx';
import { Leave } from './leave.tsx';
import styles from './me.module.css';
import { Notices } from './notices.tsx';
import { readToday } from './routes.ts';
import { SignOut } from './sign-out.tsx';
import { TodayNumbers } from './today.tsx';
import { PoolTurns } from './turns.tsx';

const keyChoices = ['on', 'off'] as const;

/** How somebody's day stands, what they may set for themselves, and the way out. */
export function MeScreen() {
  const { me: words } = useTexts();
  const { me } = useApp();
  const { asked, again } = useAsk(readToday, {}, { everyMs: everyHalfMinute });
  return (
    <>
      <h1>{me.name === null ? words.helloNobody : words.hello(me.name)}</h1>
      <ActsList />
      <div class={styles.columns}>
        <div>
          <Asked asked={asked} again={again}>
            {(today) => (
              <>
                {today.numbers === null ? null : <TodayNumbers numbers={today.numbers} />}
                {today.pools.map((pool) => (
                  <PoolTurns key={pool.poolId} pool={pool} />
                ))}
                {me.repId !== null && 'duty.switch' in me.rights ? <Leave repId={me.repId} today={today} again={again} /> : null}
                <Notices notices={today.notices} again={again} />
              </>
            )}
          </Asked>
          {'report.read' in me.rights ? <Digests /> : null}
        </div>
        <ThisDevice />
      </div>
    </>
  );
}

/** Who is signed in, how the console looks for them on this device, and the way out. */
function ThisDevice() {
  const { me: words } = useTexts();
  const { me, language, setLanguage, theme, setTheme } = useApp();
  const [keys, setKeys] = useState<(typeof keyChoices)[number]>(() => (areKeysOn(storeOfDevice(), me.userId) ? 'on' : 'off'));
  const chooseKeys = (chosen: (typeof keyChoices)[number]) => {
    switchKeys(storeOfDevice(), me.userId, chosen === 'on');
    setKeys(chosen);
  };
  return (
    <section aria-labelledby="me-device">
      <h2 id="me-device" class={styles.title}>
        {words.device}
      </h2>
      <Install />
      <Choice label={words.language} values={languages} words={words.languages} chosen={language} onChoose={setLanguage} />
      <Choice label={words.theme} values={themes} words={words.themes} chosen={theme} onChoose={setTheme} />
      <Choice label={words.keys} values={keyChoices} words={words.keyChoices} chosen={keys} onChoose={chooseKeys} />
      <Facts
        facts={[
          [words.role, words.roles[me.role]],
          [words.company, me.company],
          [words.zone, me.zone],
        ]}
      />
      <SignOut />
    </section>
  );
}
