/** The last parts of the names of the parameters by which the function that platforms post to knows them. It may read no others. */
export const receiverSecrets = ['app-secret', 'client-secret', 'oa-secret', 'verify-token', 'webhook-secret'] as const;
export type ReceiverSecret = (typeof receiverSecrets)[number];

/** Of those with which calls ask platforms. */
export const callSecrets = ['access-token', 'app-secret', 'conversions-token', 'oauth-secret', 'page-token', 'refresh-token'] as const;

/** Names what a call to the platform of a connector is made with. */
export const callSecret = (connectorId: string, name: (typeof callSecrets)[number]): string => `${connectorId}/${name}`;
