export { openSession, signInAddress } from './browser.ts';
export type { Session, SessionState } from './session.ts';
export { SignIn } from './sign-in.tsx';
