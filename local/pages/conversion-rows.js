import { api, element } from './connector-mapping.js';
import { texts } from './connectors-texts.js';

/** What the platform of a connector is told of its leads: a line each, and why not. */
export function conversionRows({ id, conversions }) {
  const lines = element('ul', { className: 'dim' });
  const part = element('div', { hidden: !conversions }, element('h3', { textContent: texts.conversions.title }), lines);
  const lineOf = ({ leadId, stage, state, reason }) =>
    element('li', { textContent: [stage, texts.conversions.states[state], reason, leadId].filter(Boolean).join(' · ') });
  return {
    part,
    async follow() {
      if (!conversions) return;
      const path = `/v1/connectors/${encodeURIComponent(id)}/conversions?limit=20&state=`;
      const [open, ended] = [await api('GET', `${path}open`), await api('GET', `${path}ended`)];
      const all = [...open.conversions, ...ended.conversions];
      lines.replaceChildren(...(all.length > 0 ? all.map(lineOf) : [element('li', { textContent: texts.conversions.nothing })]));
    },
  };
}
