import { useState } from 'preact/hooks';
import { areKeysOn, storeOfDevice, switchKeys, themes, useApp } from '../app/index.ts';
import { ActsList } from '../offline/index.ts';
import { Button, Choice, Facts } from '../parts/index.ts';
import { languages, useTexts } from '../texts/index.ts';

const keyChoices = ['on', 'off'] as const;

/** Who is signed in, how the console looks for them on this device, and the way out. */
export function MeScreen() {
  const { me: words, session } = useTexts();
  const { me, language, setLanguage, theme, setTheme, signOut } = useApp();
  const [leaving, setLeaving] = useState<'no' | 'under way' | 'failed'>('no');
  const [keys, setKeys] = useState<(typeof keyChoices)[number]>(() => (areKeysOn(storeOfDevice(), me.userId) ? 'on' : 'off'));
  const chooseKeys = (chosen: (typeof keyChoices)[number]) => {
    switchKeys(storeOfDevice(), me.userId, chosen === 'on');
    setKeys(chosen);
  };
  const leave = async () => {
    setLeaving('under way');
    await signOut().catch(() => setLeaving('failed'));
  };
  return (
    <>
      <h1>{me.name === null ? words.helloNobody : words.hello(me.name)}</h1>
      <ActsList />
      <Facts
        facts={[
          [words.role, words.roles[me.role]],
          [words.company, me.company],
          [words.zone, me.zone],
        ]}
      />
      <Choice label={words.language} values={languages} words={words.languages} chosen={language} onChoose={setLanguage} />
      <Choice label={words.theme} values={themes} words={words.themes} chosen={theme} onChoose={setTheme} />
      <Choice label={words.keys} values={keyChoices} words={words.keyChoices} chosen={keys} onChoose={chooseKeys} />
      <Button kind="plain" onClick={leave} isBusy={leaving === 'under way'}>
        {session.signOut}
      </Button>
      <p role="status">{leaving === 'failed' ? session.signOutFailed : ''}</p>
    </>
  );
}
