export { chooseLanguage, chooseTheme, chosenLanguage, chosenTheme, type Store, type Theme, themes } from './choices.ts';
export { AppContext, type AppParts, useApp } from './context.ts';
