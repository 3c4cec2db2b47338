import './base.css';
import { render } from 'preact';
import { openSession } from './session/index.ts';
import { App } from './shell/app.tsx';

const root = document.getElementById('app');
if (root) render(<App session={openSession()} />, root);
