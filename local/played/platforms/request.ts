/** What a platform is asked. */
export interface PlatformRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Its body is JSON as text: ids beyond 2⁵³ stand in it as numbers. */
export interface PlatformAnswer {
  readonly status: number;
  readonly body: string;
}

/** What becomes of what a platform is asked. */
export const platformFates = ['answers', 'away', 'tooMany', 'tokenRefused'] as const;
export type PlatformFate = (typeof platformFates)[number];

export const json = (status: number, body: unknown): PlatformAnswer => ({ status, body: JSON.stringify(body) });
