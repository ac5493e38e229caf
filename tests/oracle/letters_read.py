#!/usr/bin/env python3
"""letters_read.py PROGRAM DATA [--all] [--keep FOLDER] [--only LETTER] [--pack PACK]: every letter of a pack for every kind of debtor and every situation it may
meet, read as its addressee would: no blank, no doubled word, no stray mark, right number, sums that add up, days that lie ahead, and nothing told to a
person that happened to another. Cases are written here; the words come from `legajo template preview … -o X.txt`. Python 3, standard library only."""
import argparse, collections, concurrent.futures, os, re, subprocess, sys, tempfile

CREDITORS = {
    "": """<acreedor tipo="empresa" datos-registrales="Registro Mercantil de Madrid, tomo 38.114, hoja M-677.902">
    <nombre>Suministros Ibáñez y Muñoz, S.L.</nombre><nif>B87654323</nif>
    <domicilio via="Calle de Alcalá, 100, 3.º B" codigo-postal="28009" municipio="Madrid" provincia="Madrid"/>
    <contacto nombre="Lucía Ferrán Gil" cargo="Administración" correo="cobros@suministros-ibanez.example" telefono="+34 910 000 101"/>
    <cuenta iban="ES67 0999 0100 6502 0005 1332" titular="Suministros Ibáñez y Muñoz, S.L."/>
    <firmante nombre="Ana Núñez Ibáñez" cargo="Administradora única" nif="50123456Q"/>
    {more}</acreedor>""",
    # Nobody to ring, no account, nobody who signs: a sole trader who writes herself.
    "escueto": """<acreedor tipo="autonomo">
    <nombre>Rosa Prado Vidal</nombre><nif>50123456Q</nif>
    <domicilio via="Calle Mayor, 3" codigo-postal="28013" municipio="Madrid"/>
    {more}</acreedor>""",
}

ADDRESS = '<domicilio via="Calle San Francisco, 14, 2.º" codigo-postal="20002" municipio="Donostia-San Sebastián" provincia="Gipuzkoa"/>'
MAIL = '<contacto correo="avisos@correo.example"/>'
DEBTORS = {
    "consumidora": f'<deudor id="d1" tipo="consumidor" tratamiento="Sra."><nombre>Carmen Zabala Otxoa</nombre><nif>15998877P</nif>{ADDRESS}{MAIL}</deudor>',
    "consumidor": f'<deudor id="d1" tipo="consumidor" tratamiento="D."><nombre>Rafael Iturbe Sáez</nombre><nif>44998877K</nif>{ADDRESS}{MAIL}</deudor>',
    "sin-trato": f'<deudor id="d1" tipo="consumidor"><nombre>Zabala</nombre>{ADDRESS}{MAIL}</deudor>',
    "autonoma": f'<deudor id="d1" tipo="autonomo" tratamiento="Sra. D.ª"><nombre>Beatriz Olmos Carrión</nombre><nif>22456789A</nif>{ADDRESS}{MAIL}</deudor>',
    "empresa": f'<deudor id="d1" tipo="empresa"><nombre>Taberna Castizo Nueve, S.L.</nombre><nif>B88335575</nif>{ADDRESS}{MAIL}</deudor>',
    "corporativa": f"""<deudor id="d1" tipo="empresa" persona="juridica"><nombre>Transportes Aldanondo, S.L.</nombre><nif>B20991121</nif>{ADDRESS}
    <contacto nombre="Nerea Aldanondo Ruiz" cargo="Tesorería" correo="pagos@aldanondo.example"/></deudor>""",
    "entidad-publica": f'<deudor id="d1" tipo="entidad-publica" persona="juridica"><nombre>Aguas de la Ría, S.A.</nombre><nif>A50667781</nif>{ADDRESS}{MAIL}</deudor>',
    "administracion": f"""<deudor id="d1" tipo="administracion"><nombre>Ayuntamiento de Vilanova do Mar</nombre><nif>P1599001C</nif>{ADDRESS}{MAIL}
    <dir3 oficina="L01159901" organo="L01159902" unidad="L01159903"/></deudor>""",
    "comunidad": f'<deudor id="d1" tipo="comunidad-propietarios"><nombre>Comunidad de Propietarios Calle Cádiz, 8</nombre>{ADDRESS}{MAIL}</deudor>',
}
PRIVATE = ("consumidora", "consumidor", "sin-trato", "comunidad")

INVOICES = [
    ("f1", "2026/0901", "2026-07-24", "2026-08-23", 1210.00),
    ("f2", "2026/0955", "2026-08-20", "2026-09-19", 484.00),
    ("f3", "2026/1015", "2026-09-15", "2026-10-15", 302.50),
]


def invoice(one, kind):
    id_, number, issued, due, amount = one
    base = round(amount / 1.21, 2)
    more = f' registro="REG-{number[-4:]}" registro-fecha="{issued}" conformidad="{issued}" electronica="si"' if kind == "administracion" else ""
    when = "" if kind == "administracion" else f' vencimiento="{due}"'
    return (f'<factura id="{id_}" numero="{number}" fecha="{issued}" entrega="{issued}"{when} base="{base:.2f}" iva="{amount - base:.2f}" '
            f'importe="{amount:.2f}" contrato="c1"{more}>Material de oficina</factura>')


def sent(id_, day, letter, channel="correo", invoices="", to=""):
    return (f'<comunicacion id="{id_}" fecha="{day}" sentido="enviada" canal="{channel}" carta="{letter}" resultado="entregada" entrega="{day}"'
            + (f' facturas="{invoices}"' if invoices else "") + (f' destinatario="{to}"' if to else "") + "/>")


# What one situation adds to the case: {debtor kinds it fits: None = all}, creditor, invoices, elements, control date, addressee.
Situation = collections.namedtuple("Situation", "name letters kinds invoices elements more_creditor creditor day to contract")


def situation(name, letters, kinds=None, invoices=1, elements="", more_creditor="", creditor="", day="2026-11-20", to="", contract=""):
    return Situation(name, letters.split(), kinds.split() if kinds else None, invoices, elements, more_creditor, creditor, day, to, contract)


LADDER = "comunicacion recordatorio requerimiento ultimo-plazo negociacion-previa reclamacion-administracion interrupcion-prescripcion"
BESIDE = "rectificacion convocatoria-reunion guia-deudor guion-llamada encargo"
FIRST_TWO = sent("k1", "2026-10-20", "comunicacion") + sent("k2", "2026-10-28", "recordatorio")
DEMANDED = FIRST_TWO + sent("k3", "2026-11-03", "requerimiento", "burofax")
OFFER = '<oferta hasta="2026-12-20">{}</oferta>'
ONE_OFFER = '<oferta hasta="2026-12-20" capacidad-mensual="2000.00">{}</oferta>'
THREE = '<plan cuotas="3" primera="2026-12-28" periodicidad="mensual"/>'
ONE = '<plan primera="2026-12-28" periodicidad="mensual"/>'
OFF = '<descuento porcentaje="5" hasta="2026-12-15"/>'
OFFERED = "propuesta respuesta-propuesta oferta-vinculante reconocimiento-deuda guion-llamada"
NOT_PUBLIC = "consumidora consumidor sin-trato autonoma empresa corporativa comunidad"
GUARANTOR = f"""<fiador id="fi1" tipo="consumidor" tratamiento="Sr." regimen="solidario" limite="{{limit}}" contrato="c1" consiente-prorroga="si" consentimiento-fecha="2026-10-30">
<nombre>Emilio Robles Heredia</nombre><nif>02233445F</nif>{ADDRESS}<contacto correo="emilio.robles@correo.example"/></fiador>"""
COMPANY_GUARANTOR = f"""<fiador id="fi1" tipo="empresa" persona="juridica" regimen="solidario" consiente-prorroga="si" consentimiento-fecha="2026-10-30">
<nombre>Gimnasio Punto Alto, S.L.</nombre><nif>B15778822</nif>{ADDRESS}<contacto correo="gerencia@puntoalto.example"/></fiador>"""
CO_DEBTOR = f"""<codeudor id="co1" tipo="{{kind}}" tratamiento="Sr." regimen="{{regime}}"{{share}}><nombre>Pau Marco Ferri</nombre><nif>53211224B</nif>{ADDRESS}{MAIL}</codeudor>"""
HEIRS = f"""<heredero id="h1" tipo="consumidor" tratamiento="Sra." regimen="mancomunado"><nombre>Elena Gracia Royo</nombre>{ADDRESS}{MAIL}</heredero>
<heredero id="h2" tipo="consumidor" regimen="mancomunado"><nombre>Mario Gracia Royo</nombre>{ADDRESS}{MAIL}</heredero>"""
OTHERS_WORDS = """<promesa id="pr1" fecha="2026-10-22" hasta="2026-10-30" importe="200.00" reconoce="si"/>
<comunicacion id="k9" fecha="2026-11-05" sentido="recibida" canal="correo">Pide unos días más</comunicacion>"""
PLAN = """<acuerdo id="ac1" tipo="plan-de-pagos" fecha="2026-10-10" estado="vigente" facturas="f1" reconoce="si" forma="documento-privado" vencimiento-anticipado="{early}">{dues}</acuerdo>"""


def due(day, amount, paid=""):
    return f'<cuota vencimiento="{day}" importe="{amount}"' + (f' pagada-fecha="{paid}" pagada-importe="{amount}"' if paid else "") + "/>"


SITUATIONS = [
    situation("una", LADDER + " " + BESIDE),
    situation("tres", LADDER + " " + BESIDE, invoices=3, elements=FIRST_TWO),
    situation("muchas", LADDER + " rectificacion encargo cesion aviso-aseguradora guion-llamada convocatoria-reunion", invoices=6, elements=DEMANDED
              + '<cesion cedente="Imprenta Ribera Alta, S.L." cesionario="Suministros Ibáñez y Muñoz, S.L." fecha="2026-11-02"/>',
              more_creditor='<seguro-credito aseguradora="Aseguradora del Cantábrico, S.A." poliza="CR-2026-1180" plazo-aviso="30"/>'),
    # Earlier letters were about the first invoice only.
    situation("carta-de-otra", LADDER, invoices=2, elements=sent("k1", "2026-09-01", "comunicacion", invoices="f1") + sent("k2", "2026-09-10", "recordatorio", invoices="f1")
              + sent("k3", "2026-09-20", "requerimiento", "burofax", invoices="f1")),
    situation("contestada", LADDER + " encargo", elements=DEMANDED + '<comunicacion id="k4" fecha="2026-11-09" sentido="recibida" canal="correo">Lo mirará</comunicacion>'),
    situation("llamo", LADDER, elements=DEMANDED + '<comunicacion id="k4" fecha="2026-11-09" sentido="recibida" canal="telefono">Lo mirará</comunicacion>'),
    situation("escribio-antes", LADDER, elements='<comunicacion id="k4" fecha="2026-07-20" sentido="recibida" canal="correo">Encarga el material</comunicacion>'),
    situation("guion-antes", LADDER, elements=sent("k1", "2026-10-20", "comunicacion") + sent("k2", "2026-10-28", "guion-llamada", "telefono")),
    situation("pagos", LADDER + " acuse-recibo rectificacion encargo guion-llamada", invoices=2, elements=FIRST_TWO
              + '<abono id="a1" numero="AB-1" factura="f1" fecha="2026-09-02" importe="60.50">Piezas rotas</abono>'
              + '<pago id="pg0" fecha="2026-10-05" importe="100.00" factura="f2" medio="domiciliacion" devuelto="2026-10-08"/>'
              + '<pago id="pg1" fecha="2026-11-12" importe="300.00" factura="f1" medio="transferencia"/>'),
    situation("pago-repartido", "acuse-recibo", invoices=3, elements=FIRST_TWO + """<pago id="pg1" fecha="2026-11-12" importe="500.00" medio="transferencia">
              <aplicacion factura="f2" importe="484.00"/><aplicacion factura="f3" importe="16.00"/></pago>"""),
    situation("compromisos", LADDER + " guion-llamada", elements=FIRST_TWO
              + '<promesa id="pr1" fecha="2026-10-22" hasta="2026-10-26" importe="100.00"/><pago id="pg1" fecha="2026-10-25" importe="100.00" factura="f1"/>'
              + '<promesa id="pr2" fecha="2026-10-29" hasta="2026-11-10" importe="200.00"/><promesa id="pr3" fecha="2026-11-01" hasta="2026-11-11"/>'),
    situation("sin-tipo", LADDER + " encargo", day="2027-02-10", elements=FIRST_TWO),
    situation("sin-tipo-ninguno", "requerimiento ultimo-plazo negociacion-previa interrupcion-prescripcion reclamacion-administracion encargo", day="2027-03-20", invoices=-1),
    situation("renuncia", LADDER + " encargo cierre acuse-recibo", elements=FIRST_TWO + '<pago id="pg1" fecha="2026-11-12" importe="300.00" factura="f1"/>'
              + '<politica intereses="renunciar" compensacion="renunciar"/>'),
    situation("reserva", LADDER + " encargo", elements='<politica intereses="reservar" compensacion="reservar"/>'),
    situation("tipo-pactado", LADDER, contract=' interes-demora="6"'),
    situation("prescripcion-cerca", "requerimiento interrupcion-prescripcion reclamacion-administracion negociacion-previa", invoices=-3),
    situation("pequena", "requerimiento negociacion-previa", invoices=-2),
    situation("nivel-tres", "requerimiento", elements='<politica nivel-maximo="3"/>'),
    situation("acreedor-escueto", "negociacion-previa reclamacion-administracion interrupcion-prescripcion acuse-recibo cierre encargo respuesta-propuesta guia-deudor consentimiento-fiador", creditor="escueto", elements=OFFER.format(THREE)
              + '<pago id="pg1" fecha="2026-11-12" importe="300.00" factura="f1"/>' + GUARANTOR.format(limit="3000.00")),
    situation("tarjeta", "comunicacion recordatorio requerimiento", more_creditor='<medio-pago tipo="tarjeta" enlace="https://pagos.example/1"/><medio-pago tipo="bizum" enlace="https://bizum.example/1"/><medio-pago tipo="domiciliacion"/>'),
    situation("plan-tres", OFFERED, kinds=NOT_PUBLIC, elements=OFFER.format(THREE) + DEMANDED),
    situation("plan-una", OFFERED, kinds=NOT_PUBLIC, elements=ONE_OFFER.format(ONE) + DEMANDED),
    situation("plan-una-y-descuento", OFFERED, kinds=NOT_PUBLIC, elements=ONE_OFFER.format(OFF + ONE) + DEMANDED),
    situation("descuento", "propuesta respuesta-propuesta oferta-vinculante guion-llamada", kinds=NOT_PUBLIC, elements=OFFER.format(OFF) + DEMANDED),
    situation("plan-y-descuento", OFFERED, kinds=NOT_PUBLIC, invoices=3, elements=OFFER.format(OFF + THREE) + DEMANDED),
    situation("capacidad", OFFERED, kinds=NOT_PUBLIC, elements='<oferta hasta="2026-12-20" capacidad-mensual="200.00"/>' + DEMANDED),
    situation("plan-renuncia", OFFERED, kinds=NOT_PUBLIC, elements=OFFER.format(OFF + THREE) + '<politica intereses="renunciar" compensacion="renunciar"/>'),
    situation("plan-con-fiador", OFFERED + " consentimiento-fiador", kinds="empresa consumidora", elements=OFFER.format(THREE) + GUARANTOR.format(limit="3000.00")),
    situation("plan-una-con-fiador", "consentimiento-fiador reconocimiento-deuda", kinds="empresa consumidora", elements=ONE_OFFER.format(ONE) + COMPANY_GUARANTOR),
    situation("reunion", "convocatoria-reunion negociacion-previa requerimiento propuesta respuesta-propuesta ultimo-plazo", kinds=NOT_PUBLIC, elements=OFFER.format(
        '<reunion fecha="2026-11-25" hora="10:30" lugar="Calle de Alcalá, 100" enlace="https://reunion.example/a"/>' + THREE)),
    situation("reunion-lejos", "convocatoria-reunion requerimiento", elements=OFFER.format('<reunion fecha="2026-12-15" hora="13:00" enlace="https://reunion.example/a"/>' + THREE)),
    situation("reunion-pasada", "negociacion-previa requerimiento propuesta convocatoria-reunion", kinds=NOT_PUBLIC, elements=OFFER.format('<reunion fecha="2026-11-02" hora="10:30" lugar="Calle de Alcalá, 100"/>' + THREE)),
    # The offer is for the invoices of the letter, not for all that is due.
    situation("oferta-de-una", "propuesta", kinds="empresa consumidora", invoices=2, elements=sent("k1", "2026-10-20", "comunicacion", invoices="f1") + sent("k2", "2026-10-28", "recordatorio", invoices="f1")
              + sent("k3", "2026-11-03", "requerimiento", "burofax", invoices="f1") + sent("k4", "2026-11-18", "comunicacion", invoices="f2") + OFFER.format(OFF + THREE)),
    situation("propone-sin-oferta", "respuesta-propuesta", kinds="empresa consumidora", elements=DEMANDED + """<acuerdo id="ac1" tipo="plan-de-pagos" fecha="2026-11-10" estado="propuesto" facturas="f1">
              <cuota vencimiento="2026-12-23" importe="605.00"/><cuota vencimiento="2027-01-23" importe="605.00"/></acuerdo>"""),
    situation("plan-al-dia", "recordatorio-cuota", elements=PLAN.format(early="no", dues=due("2026-11-23", "605.00") + due("2026-12-23", "605.00"))),
    situation("plan-pagado-a-medias", "recordatorio-cuota", elements=PLAN.format(early="si", dues=due("2026-10-23", "605.00", "2026-10-23") + due("2026-11-23", "605.00"))
              + '<pago id="pg1" fecha="2026-10-23" importe="605.00" factura="f1" recibo="con-reserva"/>'),
    situation("plan-de-una", "recordatorio-cuota", elements=PLAN.format(early="si", dues=due("2026-11-23", "1210.00"))),
    situation("plan-roto", "incumplimiento-plan", elements=PLAN.format(early="si", dues=due("2026-10-23", "605.00", "2026-10-23") + due("2026-11-10", "605.00"))
              + '<pago id="pg1" fecha="2026-10-23" importe="605.00" factura="f1" recibo="con-reserva"/>' + GUARANTOR.format(limit="3000.00")),
    situation("plan-roto-dos", "incumplimiento-plan", elements=PLAN.format(early="no", dues=due("2026-10-15", "400.00") + due("2026-11-15", "400.00") + due("2026-12-15", "410.00"))),
    situation("plan-roto-de-una", "incumplimiento-plan", elements=PLAN.format(early="si", dues=due("2026-11-10", "1210.00"))),
    situation("plan-roto-fiador", "incumplimiento-plan", kinds="empresa", to="fi1", elements=PLAN.format(early="si", dues=due("2026-10-23", "605.00", "2026-10-23") + due("2026-11-10", "605.00"))
              + '<pago id="pg1" fecha="2026-10-23" importe="605.00" factura="f1" recibo="con-reserva"/>' + GUARANTOR.format(limit="3000.00")),
    situation("disputa-parte", "respuesta-disputa comunicacion recordatorio requerimiento ultimo-plazo encargo guion-llamada", elements=FIRST_TWO
              + '<incidencia id="i1" tipo="disputa" desde="2026-11-11" facturas="f1" importe="200.00" motivo="El color de los folletos no es el de la prueba firmada."/>'
              + '<prueba id="p1" tipo="albaran" fecha="2026-07-24" facturas="f1" fichero="p.pdf">Albarán firmado</prueba>'),
    situation("disputa-sin-motivo", "respuesta-disputa", invoices=2, elements='<incidencia id="i1" tipo="disputa" desde="2026-11-11"/>'
              + '<prueba id="p1" tipo="extracto" fecha="2026-07-24" fichero="p.pdf">Extracto de nuestra cuenta</prueba>'),
    situation("pago-avisado", "comprobacion-pago", invoices=3, elements='<incidencia id="i1" tipo="pago-en-transito" desde="2026-11-17" importe="100.00"/>'),
    situation("cedida", "cesion", elements='<cesion cedente="Imprenta Ribera Alta, S.L." cesionario="Suministros Ibáñez y Muñoz, S.L." fecha="2026-11-02"/>'),
    situation("cedida-fiador", "cesion", kinds="empresa consumidora", to="fi1", elements='<cesion cedente="Imprenta Ribera Alta, S.L." cesionario="Suministros Ibáñez y Muñoz, S.L." fecha="2026-11-02"/>' + GUARANTOR.format(limit="3000.00")),
    situation("asegurada", "aviso-aseguradora requerimiento", more_creditor='<seguro-credito aseguradora="Aseguradora del Cantábrico, S.A." poliza="CR-2026-1180" plazo-aviso="30"/>'),
    situation("asegurada-disputa", "aviso-aseguradora", more_creditor='<seguro-credito aseguradora="Aseguradora del Cantábrico, S.A." poliza="CR-2026-1180" plazo-aviso="30"/>',
              elements='<incidencia id="i1" tipo="disputa" desde="2026-11-11" facturas="f1" importe="200.00"/>'),
    situation("ficheros", "aviso-ficheros", kinds="consumidora consumidor sin-trato autonoma", elements=DEMANDED, more_creditor='<fichero-solvencia nombre="Registro de Solvencia Ejemplo"/>', contract=' aviso-ficheros="si"'),
    situation("ficheros-dos", "aviso-ficheros", kinds="consumidora autonoma", invoices=3, elements=DEMANDED, more_creditor='<fichero-solvencia nombre="Registro Uno"/><fichero-solvencia nombre="Registro Dos"/>', contract=' aviso-ficheros="si"'),
    situation("concurso", "comunicacion-credito-concurso", kinds="empresa autonoma consumidora", invoices=2, elements="""<incidencia id="i1" tipo="concurso" desde="2026-11-03" clase="ordinario"
              juzgado="Tribunal de Instancia de Bilbao, Sección de lo Mercantil, plaza 1" autos="812/2026"><administracion-concursal nombre="Concursal Uribe y Asociados, S.L.P." nif="B48119986" correo="c@uribe.example"/></incidencia>"""),
    situation("fallecido", "herederos", kinds="consumidora consumidor autonoma", to="h1", elements='<incidencia id="i1" tipo="fallecimiento" desde="2026-09-14"/>' + HEIRS),
    situation("fallecido-dos", "herederos", kinds="consumidora", to="h2", elements='<incidencia id="i1" tipo="fallecimiento" desde="2026-09-14"/>' + HEIRS),
    situation("pagado", "cierre", elements=FIRST_TWO + '<pago id="pg1" fecha="2026-11-12" importe="1210.00" factura="f1"/><politica intereses="renunciar" compensacion="renunciar"/>'),
    situation("pagado-reserva", "cierre", elements=FIRST_TWO + '<pago id="pg1" fecha="2026-11-12" importe="1210.00" factura="f1"/><politica intereses="reservar" compensacion="reservar"/>'),
    situation("pagado-tras-prometer", "cierre", invoices=2, elements=FIRST_TWO + '<promesa id="pr1" fecha="2026-10-22" hasta="2026-10-30" importe="1210.00"/><pago id="pg1" fecha="2026-10-28" importe="1210.00" factura="f1"/>'
              + '<promesa id="pr2" fecha="2026-11-01" hasta="2026-11-10" importe="484.00"/><pago id="pg2" fecha="2026-11-08" importe="484.00" factura="f2"/>'),
    situation("fiador", "requerimiento ultimo-plazo negociacion-previa interrupcion-prescripcion", kinds="empresa consumidora autonoma entidad-publica", to="fi1",
              elements=DEMANDED + GUARANTOR.format(limit="3000.00") + OTHERS_WORDS + '<pago id="pg1" fecha="2026-10-05" importe="100.00" factura="f1"/>'),
    situation("fiador-hasta-poco", "requerimiento ultimo-plazo negociacion-previa interrupcion-prescripcion", kinds="empresa consumidora", to="fi1", elements=GUARANTOR.format(limit="900.00")),
    situation("fiadora-empresa", "requerimiento ultimo-plazo negociacion-previa interrupcion-prescripcion", kinds="empresa consumidora", to="fi1", invoices=3, elements=DEMANDED + COMPANY_GUARANTOR),
    situation("codeudor", "requerimiento ultimo-plazo negociacion-previa", kinds="empresa", to="co1", elements=DEMANDED + CO_DEBTOR.format(kind="autonomo", regime="solidario", share="") + OTHERS_WORDS),
    situation("codeudor-particular", "requerimiento ultimo-plazo negociacion-previa", kinds="consumidora", to="co1", elements=DEMANDED + CO_DEBTOR.format(kind="consumidor", regime="solidario", share="")),
    situation("por-mitades", "comunicacion recordatorio requerimiento ultimo-plazo negociacion-previa interrupcion-prescripcion", kinds="consumidora empresa", to="co1",
              elements=CO_DEBTOR.format(kind="consumidor", regime="mancomunado", share=' cuota="50"')),
    situation("por-mitades-deudor", "comunicacion requerimiento", kinds="consumidora", to="d1", elements=FIRST_TWO + CO_DEBTOR.format(kind="consumidor", regime="mancomunado", share=' cuota="50"')),
    situation("por-vencer", "aviso-vencimiento", invoices=-4),
    situation("por-vencer-una", "aviso-vencimiento", invoices=-5),
    situation("abogado", "encargo negociacion-previa", elements=DEMANDED + """<abogado><nombre>Uxía Fraga Leis</nombre><contacto correo="letrada@fraga.example"/></abogado>
              <consulta pregunta="¿Conviene el monitorio?" objetivo="Cobrar antes de junio." responder-antes="2026-12-04"/>"""),
    situation("agencia", "encargo", elements=DEMANDED + '<agencia><nombre>Gestión Amistosa, S.L.</nombre><contacto correo="a@gestion.example"/></agencia><politica intereses="renunciar" compensacion="renunciar"/>'),
    situation("cataluna", "requerimiento propuesta interrupcion-prescripcion reconocimiento-deuda", kinds=NOT_PUBLIC, contract=' ley="cataluna"', elements=OFFER.format(THREE)),
    situation("otras-deudas", "guia-deudor", kinds="consumidora autonoma", elements="""<oferta capacidad-mensual="300.00"><otra-deuda acreedor="Banco Ejemplo" importe="900.00" referencia="B-1" interes="18.00" pago-minimo="30.00"/>
              <otra-deuda acreedor="Un familiar" referencia="F-1" importe="200.00"/></oferta>"""),
]

ALTERNATIVES = {  # negative counts: invoices of their own
    -1: [("f1", "2026/1340", "2026-12-05", "2027-01-04", 1210.00)],
    -2: [("f1", "2026/0901", "2026-07-24", "2026-08-23", 121.00)],
    -3: [("f1", "2023/0077", "2023-11-25", "2023-12-25", 1210.00)],
    -4: [("f1", "2026/1201", "2026-10-24", "2026-11-23", 1210.00), ("f2", "2026/1202", "2026-10-25", "2026-11-24", 484.00)],
    -5: [("f1", "2026/1201", "2026-10-24", "2026-11-23", 1210.00)],
}


def order_of(element):
    names = "codeudor fiador heredero contrato factura abono pago compensacion promesa acuerdo comunicacion negociacion incidencia oferta hecho-prescripcion procedimiento cesion gasto-cobro prueba politica consulta abogado agencia".split()
    return names.index(re.match(r"<([a-z-]+)", element).group(1))


def case_file(one, kind):
    count = one.invoices
    if count < 0:
        invoices = ALTERNATIVES[count]
    else:
        invoices = [(f"f{i + 1}", f"2026/{900 + i:04d}", "2026-08-20", "2026-09-19", 100.00 + i) for i in range(count)] if count > 3 else INVOICES[:count]
    purpose = "particular" if kind in PRIVATE else "uso-propio"
    contract = f'<contrato id="c1" referencia="CS-2026-21" fecha="2023-05-04" objeto="suministro" destino="{purpose}"{one.contract}>Suministro de material</contrato>'
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<expediente xmlns="urn:legajo:expediente:1" referencia="EXP-2026-0777" datos-a="{}">\n'.format(one.day)
    text += CREDITORS[one.creditor].format(more=one.more_creditor) + "\n" + DEBTORS[kind] + "\n"
    text += "\n".join([contract] + [invoice(each, kind) for each in invoices]) + "\n" + one.elements + "\n</expediente>\n"
    return text


# ------------------------------------------------------------------ what a reader stumbles over

def amount(text):
    found = re.search(r"(-?[\d.]+,\d\d)\s€", text)
    return None if not found else int(found.group(1).replace(".", "").replace(",", ""))


def cells(line):
    return [cell.strip() for cell in line.split(" | ")]


SPANISH = {"enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12}


def iso(day, month, year):
    return f"{int(year):04d}-{SPANISH[month]:02d}-{int(day):02d}"


STUMBLES = [
    (r"\b(\w+) \1\b", "a word twice"), (r" [,.;:)»?]", "a space before a mark"), (r"[(«¿] ", "a space after an opening mark"), (r",\s*,|;\s*;|\.\.|,\.|\.,(?! )|:\s*[.,]", "two marks"),
    (r"  ", "two spaces"), (r"\{\{|\}\}", "a tag"), (r"\(\s*\)|«\s*»", "empty brackets"), (r"\b(de|a) el [a-z]", "«de el»"),
    (r"\b1 (facturas|cuotas|días|plazos|documentos|meses)\b", "one in the plural"), (r"\b([2-9]|\d\d+) (factura|cuota|día|plazo|documento|mes)\b", "many in the singular"),
    (r"(?<!\d[A-Z]) (?<!NIF [A-Z0-9]{9} )y domicilio en", "a domicile without a name before it"),
    (r"\b(tú|tu|tus|contigo|vosotros|vuestr[oa]s?|os)\b", "not «usted»"), (r"\bel (el|la|las|los)\b", "two articles"), (r"\ba las 0?1:", "«a las 1»"),
]
NOT_TOLD_TO_OTHERS = [r"nos dijo", r"su última respuesta", r"su respuesta", r"nuestra carta anterior", r"nuestro acuerdo", r"lo que acordamos", r"le requerimos el pago.*El \d"]


def faults_of(text, letter, one, kind, control):
    found = []
    body, _, message = text.partition("\n-----\n")
    lines = body.split("\n")
    for line in text.replace("\u00a0", " ").split("\n"):
        if " | " in line:
            line = " | ".join(cell for cell in cells(line) if cell)  # empty cells are no fault
        for pattern, what in STUMBLES:
            hit = re.search(pattern, line, re.I if "tú" not in pattern else 0)
            if hit and not (what == "a word twice" and re.fullmatch(r"\d+", hit.group(1))):
                found.append(f"{what}: {line}")
        for left, right in ("«»", "()", "¿?", "¡!"):
            if line.count(left) != line.count(right):
                found.append(f"{left} without {right}: {line}")
    # Sums.
    column = None
    for at, line in enumerate(lines):
        if line == "Cantidad que se pide, desglosada":
            rows = []
            for row in lines[at + 1:]:
                if row.startswith("Total | "):
                    if sum(rows) != amount(row):
                        found.append(f"the total is not the sum: {rows} {row}")
                    break
                rows.append(amount(cells(row)[-1]) or 0)
        if line.startswith("Factura | "):
            column = cells(line)
            sums = [0] * len(column)
        elif column and line.startswith("Suma | ") and column:
            printed = [amount(cell) for cell in cells(line)[1:]]
            wanted = [total for total, name in zip(sums, column) if any(word in name for word in ("Importe", "Pendiente", "Pagado", "Abonos", "En discusión", "Interés"))]
            if [p for p in printed if p is not None] != wanted:
                found.append(f"the column does not add up to {wanted}: {line}")
            column = None
        elif column and len(cells(line)) == len(column):
            for i, cell in enumerate(cells(line)):
                if amount(cell) is not None and re.fullmatch(r"-?[\d.]+,\d\d\s€", cell):
                    sums[i] += amount(cell)
        elif column and " | " not in line:
            column = None
    # What is asked for in words, in the box and in the table is one amount.
    asked = {amount(m) for m in re.findall(r"(?:Le pedimos que pague|agradeceremos el pago de|para pagar|La cantidad que le pedimos es)\s+([\d.]+,\d\d\s€)", body)}
    box = {amount(line) for line in lines if re.match(r"Importe \| [\d.]+,\d\d\s€$", line)}
    if asked and box and asked != box:
        found.append(f"asked for {asked}, to be paid {box}")
    # A discount is taken off a sum that the letter shows.
    for pays, off in re.findall(r"Si paga ([\d.]+,\d\d\s€) a más tardar [^,]*, le descontamos ([\d.]+,\d\d\s€)", body):
        rest = body.replace(pays, "").replace(off, "")
        if letter == "propuesta" and amount(pays) + amount(off) not in [amount(found) for found in re.findall(r"[\d.]+,\d\d\s€", rest)]:
            found.append(f"a discount off a sum that is not shown: {pays} and {off}")
    # Days granted lie ahead.
    for day, month, year in re.findall(r"(?:a más tardar el|hasta el|antes del|acaba el) (\d+) de (\w+) de (\d{4})", body.replace("\u00a0", " ")):
        if month in SPANISH and iso(day, month, year) < control and not re.search(rf"(?:Intereses|intereses|calculad[oa]s)[^.]*hasta el {day}\b", body.replace("\u00a0", " ")):
            found.append(f"a term that is over: {day} de {month} de {year}")
    if one.to and one.to not in ("d1", "h1", "h2") and not one.name.startswith("por-mitades"):
        for pattern in NOT_TOLD_TO_OTHERS:
            if re.search(pattern, body):
                found.append(f"told to another than it happened to: {re.search(pattern, body).group(0)}")
    return found


# Letters that one kind of debtor never gets: the pack has no text for it, or the law forbids its words.
NEVER = [("administracion", "requerimiento ultimo-plazo negociacion-previa propuesta aviso-ficheros oferta-vinculante"), ("entidad-publica", "negociacion-previa propuesta oferta-vinculante reclamacion-administracion"),
         *((kind, "reclamacion-administracion") for kind in DEBTORS if kind not in ("administracion", "entidad-publica"))]


def kinds_for(one, everything):
    """All kinds, or a few that change from situation to situation: the texts differ by private person, business and administration."""
    kinds = [kind for kind in DEBTORS if one.kinds is None or kind in one.kinds]
    if everything or len(kinds) < 4:
        return kinds
    at = sum(map(ord, one.name))
    groups = [[kind for kind in kinds if kind in PRIVATE], [kind for kind in kinds if kind not in PRIVATE and kind != "administracion"], [kind for kind in kinds if kind == "administracion"]]
    return [group[at % len(group)] for group in groups if group]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("data")
    parser.add_argument("--keep")
    parser.add_argument("--only")
    parser.add_argument("--all", action="store_true", help="every kind of debtor in every situation: two thousand letters")
    parser.add_argument("--pack", default="es-ES")
    given = parser.parse_args()
    folder = given.keep or tempfile.mkdtemp(prefix="letters_read")
    os.makedirs(folder, exist_ok=True)
    for kind in DEBTORS:
        os.makedirs(os.path.join(folder, "cases", kind), exist_ok=True)
        open(os.path.join(folder, "cases", kind, "p.pdf"), "w").close()
    jobs = []
    for one in SITUATIONS:
        for kind in kinds_for(one, given.all):
            path = os.path.join(folder, "cases", kind, one.name + ".xml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(case_file(one, kind))
            for letter in dict.fromkeys(one.letters):
                if (not given.only or letter == given.only) and not any(kind == other and letter in letters.split() for other, letters in NEVER):
                    jobs.append((letter, kind, one, path))

    def render(job):
        letter, kind, one, path = job
        out = os.path.join(folder, f"{letter}.{kind}.{one.name}.txt")
        run = subprocess.run([given.program, "template", "preview", given.pack, letter, "--case", path, "--as-of", one.day, "--issued-at", one.day, "-o", out, "--lang", "en"]
                             + (["--to", one.to] if one.to else []), capture_output=True, text=True)
        if run.returncode != 0:
            return job, None, run.stderr
        with open(out, encoding="utf-8") as f:
            return job, f.read(), ""

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(render, jobs))
    faults, read = [], 0
    for (letter, kind, one, path), text, why in results:
        where = f"{letter} · {kind} · {one.name}"
        if text is None:
            faults.append(f"{where}: not filled: {why.strip()[:300]}")
            continue
        read += 1
        faults += [f"{where}: {fault}" for fault in faults_of(text, letter, one, kind, one.day)]
    print(f"{read} letters read, {len(faults)} stumbles")
    for fault in faults:
        print(fault)
    return 1 if faults or (read < 400 and not given.only) else 0


if __name__ == "__main__":
    sys.exit(main())
