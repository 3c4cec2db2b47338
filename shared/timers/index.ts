export { putTimer, Timer, timerIdFor } from './timer.ts';
