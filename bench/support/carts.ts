import type { Runtime } from '../../test/support/runtime.ts';
import type { Journey } from './journeys.ts';

/** What a lead does with a cart on the site, and what follows. */
export interface CartJourneys {
  /** A beacon tells of a cart: a look is set. */
  readonly filled: Journey;
  /** Four hours later the cart is told of. */
  readonly left: Journey;
  /** The site tells of a purchase after that. */
  readonly bought: Journey;
}

type Recorder = (name: string, act: () => Promise<void>) => Promise<Journey>;

/** Walks the cart of a lead whose device is known. */
export async function walkCarts(runtime: Runtime, visitorId: string, record: Recorder): Promise<CartJourneys> {
  let seq = 0;
  const tell = async (type: string): Promise<void> => {
    const at = String((await runtime.get('/_local/clock')).body?.now);
    seq += 1;
    const events = [{ id: `cart-${seq}`, type, at, url: 'https://www.example.vn/gio-hang' }];
    const body = { visitorId, sentAt: at, consent: true, sessionId: `cart-${visitorId}`, sessionStartedAt: at, seq, events };
    const answer = await runtime.request('/v1/events', { method: 'POST', body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`the beacon was answered with ${answer.status}: ${answer.text}`);
    await runtime.settle();
  };
  const filled = await record('cart that is filled', () => tell('add_to_cart'));
  const left = await record('cart that was left, and what else is due in those four hours', async () => {
    await runtime.advance('PT4H10M');
    await runtime.settle();
    await runtime.advance('PT2M');
    await runtime.settle();
  });
  const bought = await record('cart that is bought after that', () => tell('purchase'));
  return { filled, left, bought };
}
