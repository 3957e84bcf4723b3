<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>lw::ui::BlendDialog</name>
    <message numerus="yes">
        <source>%n variable(s) are blended</source>
        <translation>
            <numerusform>%n variable is blended</numerusform>
            <numerusform>%n variables are blended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay(s) as in A</source>
        <translation>
            <numerusform>%n stays as in A</numerusform>
            <numerusform>%n stay as in A</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) of the others have no place in A</source>
        <translation>
            <numerusform>%n variable of the others has no place in A</numerusform>
            <numerusform>%n variables of the others have no place in A</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::BuildController</name>
    <message numerus="yes">
        <source>Merge %n layer(s)</source>
        <translation>
            <numerusform>Merge %n layer</numerusform>
            <numerusform>Merge %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weight(s) moved in the order of HDF5 files: what trains comes first in each group.</source>
        <translation>
            <numerusform>%n weight moved in the order of HDF5 files: what trains comes first in each group.</numerusform>
            <numerusform>%n weights moved in the order of HDF5 files: what trains comes first in each group.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::DialectNotes</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::DocumentPage</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::DragLabel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::DropVerdict</name>
    <message numerus="yes">
        <source>%n variable(s) fit</source>
        <translation>
            <numerusform>%n variable fits</numerusform>
            <numerusform>%n variables fit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more do not fit</source>
        <translation>
            <numerusform>%n more does not fit</numerusform>
            <numerusform>%n more do not fit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n variables find no place here</source>
        <translation>
            <numerusform>%n variable finds no place here</numerusform>
            <numerusform>%n variables find no place here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) fit under other names</source>
        <translation>
            <numerusform>%n variable fits under another name</numerusform>
            <numerusform>%n variables fit under other names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphCanvas</name>
    <message numerus="yes">
        <source>called %n time(s)</source>
        <translation>
            <numerusform>called once</numerusform>
            <numerusform>called %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphDrawing</name>
    <message numerus="yes">
        <source>%n operator(s)</source>
        <translation>
            <numerusform>%n operator</numerusform>
            <numerusform>%n operators</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) each</source>
        <translation>
            <numerusform>%n layer each</numerusform>
            <numerusform>%n layers each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::GraphToolBar</name>
    <message numerus="yes">
        <source>%1 (%n operator(s))</source>
        <translation>
            <numerusform>%1 (%n operator)</numerusform>
            <numerusform>%1 (%n operators)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::InspectorPane</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::LoadWeightsDialog</name>
    <message numerus="yes">
        <source>%n load</source>
        <translation>
            <numerusform>%n loads</numerusform>
            <numerusform>%n load</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n converted to another type</source>
        <translation>
            <numerusform>%n converted to another type</numerusform>
            <numerusform>%n converted to another type</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keep their values</source>
        <translation>
            <numerusform>%n keeps its values</numerusform>
            <numerusform>%n keep their values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the file are not used</source>
        <translation>
            <numerusform>%n in the file is not used</numerusform>
            <numerusform>%n in the file are not used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n do not fit</source>
        <translation>
            <numerusform>%n does not fit</numerusform>
            <numerusform>%n do not fit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Load %n variables</source>
        <translation>
            <numerusform>Load %n variable</numerusform>
            <numerusform>Load %n variables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::MatchingView</name>
    <message numerus="yes">
        <source>%n variable(s) fit</source>
        <translation>
            <numerusform>%n variable fits</numerusform>
            <numerusform>%n variables fit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::MessageArea</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::OpenController</name>
    <message numerus="yes">
        <source>%n file(s) could not be opened</source>
        <translation>
            <numerusform>%n file could not be opened</numerusform>
            <numerusform>%n files could not be opened</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::RecoveryOffer</name>
    <message numerus="yes">
        <source>%n edit(s)</source>
        <translation>
            <numerusform>%n edit</numerusform>
            <numerusform>%n edits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Layerwright ended with unsaved edits of %n model(s)</source>
        <translation>
            <numerusform>Layerwright ended with unsaved edits of %n model</numerusform>
            <numerusform>Layerwright ended with unsaved edits of %n models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weight(s) of %1 could not be recovered</source>
        <translation>
            <numerusform>%n weight of %1 could not be recovered</numerusform>
            <numerusform>%n weights of %1 could not be recovered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put the file back and try again. The edits are kept for %n day(s).</source>
        <translation>
            <numerusform>Put the file back and try again. The edits are kept for %n day.</numerusform>
            <numerusform>Put the file back and try again. The edits are kept for %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What %n custom layer(s) of %1 computed could not be recovered</source>
        <translation>
            <numerusform>What %n custom layer of %1 computed could not be recovered</numerusform>
            <numerusform>What %n custom layers of %1 computed could not be recovered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::RowsDialog</name>
    <message numerus="yes">
        <source>%n row(s) are taken</source>
        <translation>
            <numerusform>%n row is taken</numerusform>
            <numerusform>%n rows are taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::RunPane</name>
    <message numerus="yes">
        <source>%1, %n name(s)</source>
        <translation>
            <numerusform>%1, %n name</numerusform>
            <numerusform>%1, %n names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::SliceGrid</name>
    <message numerus="yes">
        <source>Copied %n value(s)</source>
        <translation>
            <numerusform>Copied %n value</numerusform>
            <numerusform>Copied %n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::TaskStatus</name>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (and %n more)</numerusform>
            <numerusform>%1 (and %n more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n second(s) left</source>
        <translation>
            <numerusform>About %n second left</numerusform>
            <numerusform>About %n seconds left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::TeachDialog</name>
    <message numerus="yes">
        <source>Needed by %1 and %n more layer(s).</source>
        <translation>
            <numerusform>Needed by %1 and %n more layer.</numerusform>
            <numerusform>Needed by %1 and %n more layers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %1, %n value(s) are not finite.</source>
        <translation>
            <numerusform>Of %1, %n value is not finite.</numerusform>
            <numerusform>Of %1, %n values are not finite.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n definition(s) imported.</source>
        <translation>
            <numerusform>%n definition imported.</numerusform>
            <numerusform>%n definitions imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n definition(s) exported to %1.</source>
        <translation>
            <numerusform>%n definition exported to %1.</numerusform>
            <numerusform>%n definitions exported to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::TransplantController</name>
    <message numerus="yes">
        <source>Move %n variable(s)</source>
        <translation>
            <numerusform>Move %n variable</numerusform>
            <numerusform>Move %n variables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moved %n variable(s)</source>
        <translation>
            <numerusform>Moved %n variable</numerusform>
            <numerusform>Moved %n variables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Blend %n variable(s)</source>
        <translation>
            <numerusform>Blend %n variable</numerusform>
            <numerusform>Blend %n variables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Blended %n variable(s)</source>
        <translation>
            <numerusform>Blended %n variable</numerusform>
            <numerusform>Blended %n variables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n variable(s) from %1</source>
        <translation>
            <numerusform>Move %n variable from %1</numerusform>
            <numerusform>Move %n variables from %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::TransplantDialog</name>
    <message numerus="yes">
        <source>Transplant %n variable(s)</source>
        <translation>
            <numerusform>Transplant %n variable</numerusform>
            <numerusform>Transplant %n variables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::WeightOrderDialog</name>
    <message numerus="yes">
        <source>%n weight(s) moved; they are set in bold.</source>
        <translation>
            <numerusform>%n weight moved; it is set in bold.</numerusform>
            <numerusform>%n weights moved; they are set in bold.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lw::ui::WeightsController</name>
    <message numerus="yes">
        <source>%n were converted to the type of the model</source>
        <translation>
            <numerusform>%n was converted to the type of the model</numerusform>
            <numerusform>%n were converted to the type of the model</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the model keep their values</source>
        <translation>
            <numerusform>%n of the model keeps its values</numerusform>
            <numerusform>%n of the model keep their values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the file were not used</source>
        <translation>
            <numerusform>%n in the file was not used</numerusform>
            <numerusform>%n in the file were not used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loaded %n variables into %1</source>
        <translation>
            <numerusform>Loaded %n variable into %1</numerusform>
            <numerusform>Loaded %n variables into %1</numerusform>
        </translation>
    </message>
</context>
</TS>
