import '../style/base.css';
import '../style/lists.css';
import '../style/debate.css';
import '../style/front.css';
import '../style/map.css';
import '../style/turns.css';
import '../style/charts.css';
import '../style/fidelity.css';
import 'uplot/dist/uPlot.min.css';
import { render } from 'preact';
import { takeToken } from '../client.ts';
import { apply } from '../settings.ts';
import { Shell } from './shell.tsx';

takeToken();
apply();
const place = document.getElementById('page');
if (place !== null) render(<Shell />, place);
