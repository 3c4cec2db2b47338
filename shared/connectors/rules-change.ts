import type { ConnectorConfig } from './connector-config.ts';

/** What somebody changes of one connector without writing its configuration. */
export type ConnectorChange =
  | { readonly is: 'approve'; readonly mapping: Readonly<Record<string, string>> | undefined }
  | { readonly is: 'renew' | 'replace' | 'withdraw' };

/** Returns the connector as it is to be published. */
export function changedConnector(connector: ConnectorConfig, change: ConnectorChange): ConnectorConfig {
  const { mapping, tokenVersion } = connector;
  switch (change.is) {
    case 'approve':
      return { ...connector, isApproved: true, mapping: { ...(change.mapping ?? mapping) } };
    case 'renew':
      return { ...connector, tokenVersion: tokenVersion + 1, acceptsPreviousToken: true };
    case 'replace':
      return { ...connector, tokenVersion: tokenVersion + 1, acceptsPreviousToken: false };
    case 'withdraw':
      return { ...connector, acceptsPreviousToken: false };
  }
}
