import { answered, run } from '../program/program'
import { main } from './main'

run(async () => answered(await main('sqlite:embedding.db')))
