export {
  type Authorisation,
  type GivenToken,
  type LocalSignIn,
  type OAuthAnswer,
  openSignInPage,
  type SignInClient,
  type TokenRequest,
} from './sign-in.ts';
export { type LocalUsers, openUsers, type PoolUser } from './users.ts';
