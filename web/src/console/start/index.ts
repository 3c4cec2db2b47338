export { StartScreen } from './start-screen.tsx';
export { WhatToDo } from './what-to-do.tsx';
