import type { ReceiverSecret } from './secret-names.ts';

/**
 * Shops that sign what they post: the header that bears the HMAC-SHA256 of the very bytes in base64. Haravan asks by a GET
 * first whether the address is ours, as Meta does. Sources: developer.woocommerce.com and shopify.dev (webhooks), and programs that Haravan and Sapo post to.
 */
export const signers = {
  haravan: 'x-haravan-hmacsha256',
  sapo: 'x-sapo-hmac-sha256',
  shopify: 'x-shopify-hmac-sha256',
  woocommerce: 'x-wc-webhook-signature',
} as const;
export type Signer = keyof typeof signers;

/** The last part of the name of the parameter that a shop signs with. */
export const signingSecret = 'webhook-secret' satisfies ReceiverSecret;

/** Returns who signs the posts of a connector, as `signedBy` of the settings says; null: nobody. */
export function signerOf({ settings }: { readonly settings: Readonly<Record<string, string>> }): Signer | null {
  const name = settings.signedBy;
  return name !== undefined && Object.hasOwn(signers, name) ? (name as Signer) : null;
}
