import type { session as vi } from '../vi/session.ts';

export const session: typeof vi = {
  title: 'Sign in',
  ended: 'The session has ended. Sign in again to go on.',
  before: 'The next page is shown by Amazon Cognito. It asks for:',
  steps: [
    'Email address: your company address, then Next.',
    'Password: your password, then Continue.',
    'Authentication code: if asked, the 6 digits in the authenticator app on your phone.',
  ],
  firstTime: 'Signing in for the first time?',
  firstSteps: [
    'The temporary password is in the invitation sent to your company address. It is good for 3 days; after that, ask an administrator for a new one.',
    'You will choose a new password: at least 12 characters, with capital and small letters, digits and symbols.',
    'If your company asks for it, you scan a QR code with an authenticator app (such as Google Authenticator) on your phone.',
  ],
  go: 'Go on to sign in',
  signOut: 'Sign out',
  signOutFailed: 'There is no network, so you are still signed in. Try again.',
  problems: {
    expired: 'This sign-in took too long, or was begun elsewhere. Start again.',
    refused: 'The sign-in page refused. Try again, or ask an administrator.',
    unavailable: 'The sign-in page is busy. Try again in some minutes.',
  },
  strangerTitle: 'This account has no rights yet',
  stranger: 'You are signed in, but the company has not put this address on its list of users. Ask an administrator to add it.',
};
