export { chooseLanguage, chooseTheme, chosenLanguage, chosenTheme, type Store, type Theme, themes } from './choices.ts';
export { AppContext, type AppParts, useApp } from './context.ts';
export { storeOfDevice } from './device.ts';
export { noteOpened, openedBy } from './opened.ts';
export { faultsOf, problemText } from './problem-text.ts';
export { type Say, SayContext, type Toast, useSay } from './toasts.ts';
export { type ActHeaders, useAct } from './use-act.ts';
export { everyHalfMinute, useAsk } from './use-ask.ts';
