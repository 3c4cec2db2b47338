import { readdirSync, readFileSync } from 'node:fs';
import company from './company.json' with { type: 'json' };
import competitors from './competitors.json' with { type: 'json' };
import forms from './forms.json' with { type: 'json' };
import pools from './pools.json' with { type: 'json' };
import reps from './reps.json' with { type: 'json' };
import scoring from './scoring.json' with { type: 'json' };
import territories from './territories.json' with { type: 'json' };
import users from './users.json' with { type: 'json' };

const folder = import.meta.dirname;
const kindOf = (file: string) => file.slice(0, -'.json'.length);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const all = Object.fromEntries(files.map((file) => [kindOf(file), JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))]));

/**
 * The business configuration that a new deployment starts with, as tests and benchmarks read it; published once, then the table's
 * versions rule. A kind needs its file alone: those that are named here have their types as well.
 */
export const defaultConfig = { ...all, company, competitors, reps, pools, territories, users, forms, scoring } as const;
