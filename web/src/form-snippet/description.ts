/** What the API says of a form (`GET /v1/forms/{formId}`), as far as this script needs it. */
export type Description = { token: string; tokenMaxAgeSeconds: number; minFillSeconds: number; honeypotField: string; fields: unknown };

const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

/** Who is in a hurry does not wait longer for a form's description. */
const patienceMs = 3_000;

/** Two functions of the API sign and judge a token: their clocks may differ a little. */
const marginMs = 150;

/**
 * Keeps a form's signed token fresh: it proves the time in which the form was filled in. A post without one is taken as well, but
 * nobody vouches for its address then.
 */
export const createDescription = (addressNow: () => string, hear: (description: Description) => void) => {
  let token: string | undefined;
  let goodFrom = 0;
  let renewAt = 0;
  let coming: Promise<void> | undefined;

  const load = async () => {
    renewAt = Date.now() + 60_000;
    try {
      const description: Description = await (await fetch(addressNow(), { credentials: 'omit' })).json();
      token = description.token;
      goodFrom = performance.now() + 1000 * (description.minFillSeconds || 0) + marginMs;
      // Tabs stay open for days; a token is good for a day or so and renewed at half of that.
      renewAt = Date.now() + description.tokenMaxAgeSeconds * 500;
      hear(description);
    } catch {
      // Asked again before the post.
    }
  };

  const reload = () => {
    coming ??= load().finally(() => {
      coming = undefined;
    });
    return coming;
  };

  return {
    refresh() {
      if (Date.now() > renewAt) void reload();
    },
    /** Few post twice: whoever does gets a token, and the next questions, as they begin. */
    forget() {
      token = undefined;
      renewAt = 0;
    },
    /** The token, once it is so old that nobody takes its bearer for a robot; nothing where the API does not answer in time. */
    async ripe(): Promise<string | undefined> {
      if (token === undefined || Date.now() > renewAt) await Promise.race([reload(), sleep(patienceMs)]);
      await sleep(Math.max(0, token ? goodFrom - performance.now() : 0));
      return token;
    },
  };
};
