import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientDefaults } from './aws-client.ts';
import { UnavailableError } from './errors.ts';

/** What is done with accounts; each may be done again. @throws UnavailableError for what may pass, AccountRefusedError for what does not */
export interface Accounts {
  /** Makes an account with a verified address, where there is none. */
  make(email: string, options: { readonly isInvited: boolean }): Promise<void>;
  enable(email: string): Promise<void>;
  disable(email: string): Promise<void>;
  /** Ends every session; tokens that are out live on for their minutes. */
  signOutEverywhere(email: string): Promise<void>;
}

/** The user pool does not take an account; ops must look. */
export class AccountRefusedError extends Error {
  override readonly name = 'AccountRefusedError';
}

/** Errors of the service that pass by themselves. */
const passing = /^(TooManyRequests|LimitExceeded|InternalError|Throttling|RequestTimeout|Timeout|ServiceUnavailable)/;

/** Opens the user pool; its client is loaded with the first call, because hardly any work needs it. */
export function openAccounts(userPoolId: string): Accounts {
  const sdk = () => import('@aws-sdk/client-cognito-identity-provider');
  let opened: Promise<CognitoIdentityProviderClient> | undefined;
  const client = () => {
    opened ??= sdk().then(({ CognitoIdentityProviderClient: Client }) => new Client(clientDefaults));
    return opened;
  };
  /** @param done errors by which it is done already */
  const call = async (send: () => Promise<unknown>, done: readonly string[]): Promise<void> => {
    try {
      await send();
    } catch (error) {
      const { name, $fault } = Object(error);
      if (done.includes(String(name))) return;
      // What is no answer of the service (a connection that broke) may pass as well.
      if (passing.test(String(name)) || $fault !== 'client')
        throw new UnavailableError(`the user pool does not answer: ${name}`, { cause: error });
      throw new AccountRefusedError(String(name));
    }
  };
  return {
    async make(email, { isInvited }) {
      const { AdminCreateUserCommand } = await sdk();
      const attributes = [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ];
      const command = new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username: email,
        UserAttributes: attributes,
        ...(isInvited ? { DesiredDeliveryMediums: ['EMAIL'] } : { MessageAction: 'SUPPRESS' }),
      });
      await call(async () => (await client()).send(command), ['UsernameExistsException']);
    },
    async enable(email) {
      const { AdminEnableUserCommand } = await sdk();
      await call(async () => (await client()).send(new AdminEnableUserCommand({ UserPoolId: userPoolId, Username: email })), []);
    },
    async disable(email) {
      const { AdminDisableUserCommand } = await sdk();
      const command = new AdminDisableUserCommand({ UserPoolId: userPoolId, Username: email });
      await call(async () => (await client()).send(command), ['UserNotFoundException']);
    },
    async signOutEverywhere(email) {
      const { AdminUserGlobalSignOutCommand } = await sdk();
      const command = new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: email });
      await call(async () => (await client()).send(command), ['UserNotFoundException']);
    },
  };
}
