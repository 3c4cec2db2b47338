import { type Principal, principalOfUser } from '../access/index.ts';
import { userKind } from '../access/user-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Import } from './import.ts';

/** Finds whoever brought a list, with the rights that they have by now; null: they are no user any more. */
export async function whoBrought({ by }: Pick<Import, 'by'>, config: ConfigReader): Promise<Principal | null> {
  const user = (await config.current(userKind)).documents.get(by);
  return user ? principalOfUser(user) : null;
}
