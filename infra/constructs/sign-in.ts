import { Duration } from 'aws-cdk-lib';
import {
  CfnManagedLoginBranding,
  ClientAttributes,
  type IUserPool,
  ManagedLoginVersion,
  OAuthScope,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

/** How long somebody works in the console without signing in again; users that go are signed out at once. */
export const sessionDays = 30;

/** An ID token cannot be taken back: this is how long a stolen one is good for. */
const tokenMinutes = 15;

export interface SignInProps {
  readonly settings: Settings;
  readonly userPool: IUserPool;
  readonly consoleUrl: string;
  /** Of the account, because names of sign-in pages are the Region's, of all accounts together. */
  readonly accountDigest: string;
}

/**
 * The sign-in page of the console, and the console as one that asks there: a public client with PKCE. It stands here, not beside the users: its
 * callback is the address of a distribution, which knows the API, which knows the users.
 */
export class SignIn extends Construct {
  readonly client: UserPoolClient;
  /** Of the page, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, userPool, consoleUrl, accountDigest }: SignInProps) {
    super(scope, id);
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool,
      // The digest is the same whenever the stack is made anew: what password managers remember belongs to this name.
      cognitoDomain: { domainPrefix: `pheu-${settings.stage}-${accountDigest}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.url = domain.baseUrl();
    this.client = new UserPoolClient(this, 'Client', {
      userPool,
      userPoolClientName: `pheu-${settings.stage}-console`,
      generateSecret: false,
      // The page itself signs in; nothing is asked of Cognito with a password past it.
      authFlows: { user: true },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${consoleUrl}/v1/session/callback`],
        logoutUrls: [`${consoleUrl}/`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      idTokenValidity: Duration.minutes(tokenMinutes),
      accessTokenValidity: Duration.minutes(tokenMinutes),
      // They do not rotate: an answer that is lost on the way would end the session, and ask for the second factor again.
      refreshTokenValidity: Duration.days(sessionDays),
      readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true, locale: true }),
      // Who somebody is, is told by their address: a user must not be able to give themselves another's.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
    // Without a style the page says that it is unavailable.
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: userPool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }
}
