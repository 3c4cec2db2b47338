export { demandOurPage } from './pages-of-ours.ts';
export { endSession, finishSession, renewSession, SessionOverError, type SessionParts, startSession } from './session.ts';
export { openSignIn, type SignInService } from './sign-in-service.ts';
