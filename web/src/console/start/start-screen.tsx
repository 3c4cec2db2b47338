import { useApp } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import { WhatToDo } from './what-to-do.tsx';

/** Where somebody begins who has neither work of their own nor anything to decide. */
export function StartScreen() {
  const { me } = useApp();
  const { me: words } = useTexts();
  return (
    <>
      <h1>{me.name === null ? words.helloNobody : words.hello(me.name)}</h1>
      <WhatToDo />
    </>
  );
}
