import { userKind } from '../access/user-config.ts';
import { defineWork } from '../work/index.ts';
import { signOutRequest } from './sign-out-request.ts';

/** Ends every session of a user. Whoever is configured no more was signed out when that was published. */
export const signOutWork = defineWork({
  kind: 'signOut' satisfies typeof signOutRequest.kind,
  schema: signOutRequest.schema,
  async run({ userId }, { config, accounts, log }) {
    const user = (await config.current(userKind)).documents.get(userId);
    if (!user) return;
    await accounts.signOutEverywhere(user.email);
    log.info('signed out everywhere', { userId });
  },
});
