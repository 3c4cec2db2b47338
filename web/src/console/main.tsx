import './base.css';
import { render } from 'preact';
import { hearInstallOffer, hearMoves } from './app/index.ts';
import { registerWorker } from './offline/index.ts';
import { openSession } from './session/index.ts';
import { App } from './shell/app.tsx';
import { showTheme, themeOfDevice } from './shell/device.ts';

hearInstallOffer();
hearMoves();
showTheme(themeOfDevice());
const root = document.getElementById('app');
if (root) render(<App session={openSession()} />, root);
registerWorker();
