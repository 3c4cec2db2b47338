export { DutySwitch } from './duty-switch.tsx';
export { switchDuty } from './routes.ts';
