import { answered, failed, run } from 'avenant/program'
import { isRight } from 'fp-ts/Either'
import { main } from './main'

run(async () => {
  const page = await main('sqlite:embedding.db')()
  return isRight(page) ? answered(page.right) : failed([page.left.message])
})
