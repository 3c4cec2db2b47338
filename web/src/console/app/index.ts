export { chooseLanguage, chooseTheme, chosenLanguage, chosenTheme, type Store, type Theme, themes } from './choices.ts';
export { AppContext, type AppParts, useApp } from './context.ts';
export { type Say, SayContext, type Toast, useSay } from './toasts.ts';
export { everyHalfMinute, useAsk } from './use-ask.ts';
